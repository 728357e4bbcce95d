"""The words of the example: captions of posts, comments of readers and the answers to them."""

from __future__ import annotations

import random

from worklog.core.sop import Captions

_OPENINGS = {
    "P1": "Inilah suasana {title}.",
    "P2": "Simak informasi berikut: {title}.",
    "P3": "{title} dari keluarga besar KPU Kabupaten Pekalongan.",
    "P4": "Kenali tahapannya lewat {title}.",
}
_CLOSINGS = (
    "Terima kasih atas dukungan semua pihak.",
    "Yuk, bagikan kepada keluarga dan teman.",
    "Ada pertanyaan? Tulis di kolom komentar, ya.",
    "Mari bersama menjaga demokrasi yang damai.",
)
_TOPICS = {
    "R1": (
        "menanyakan jam layanan kantor",
        "mengusulkan kegiatan serupa di desanya",
        "menanyakan cara ikut kegiatan",
        "meminta salinan materi",
        "mengucapkan selamat dan bertanya kegiatan berikutnya",
        "melaporkan tautan yang tidak dapat dibuka",
    ),
    "R2": (
        "menanyakan cara memperbaiki data pemilih",
        "menanyakan jadwal tahapan",
        "meragukan kabar pindah daerah pemilihan",
        "menanyakan kebenaran pesan berantai",
        "menanyakan syarat pemilih baru berusia 17 tahun",
    ),
}
_ANSWERS = (
    "Jawaban lengkap kami kirim lewat pesan, ya.",
    "Silakan datang ke Rumah Pintar Pemilu pada jam kerja.",
    "Tautannya sudah kami perbarui di profil.",
    "Kakak dapat mengecek sendiri di cekdptonline.kpu.go.id.",
)


def caption(flow: str, title: str, words: Captions) -> str:
    """A post's caption with a greeting and hashtags of the SOP's lists."""
    rng = random.Random(title)
    greeting = rng.choice(words.greetings)
    text = _OPENINGS[flow].format(title=title)
    return f"{greeting}, Sobat Pemilih! {text} {rng.choice(_CLOSINGS)} #TemanPemilih #KPUmelayani #KPUKabPekalongan"


def reply_title(flow: str, title: str) -> str:
    """The register title of the response to a comment on the post with this title."""
    return f"Komentar pada “{title}”: {random.Random(title).choice(_TOPICS[flow])}"


def reply_caption(title: str) -> str:
    """The answer that the office writes under a comment on the post with this title."""
    return f"Halo Kak, terima kasih atas perhatiannya. {random.Random(title).choice(_ANSWERS)} #KPUmelayani"
