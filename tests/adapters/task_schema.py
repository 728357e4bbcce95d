"""What Microsoft's schema of a task allows, as far as tasks like ours can meet it.

Transcribed from "Task Scheduler Schema" in the Windows documentation and from [MS-TSCH] 2.5: names, the order within a
trigger (everywhere else any order will do), types, ranges and fixed words. `SCHEMA` judges a task as lxml does.
"""

from lxml import etree

NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"

WORDS = {
    "instances": ["Parallel", "Queue", "IgnoreNew", "StopExisting"],
    "logon": ["S4U", "Password", "InteractiveToken", "InteractiveTokenOrPassword"],
    "level": ["LeastPrivilege", "HighestAvailable"],
    "session": [
        "ConsoleConnect",
        "ConsoleDisconnect",
        "RemoteConnect",
        "RemoteDisconnect",
        "SessionLock",
        "SessionUnlock",
    ],
    "version": ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6"],
}
RANGES = {
    "filled": ("string", {"minLength": 1}),
    "path": ("string", {"minLength": 1, "maxLength": 260}),
    "interval": ("duration", {"minInclusive": "PT1M", "maxInclusive": "P31D"}),
    "minutes": ("duration", {"minInclusive": "PT1M"}),
    "count": ("unsignedByte", {"minInclusive": 1}),
    "priority": ("byte", {"minInclusive": 0, "maxInclusive": 10}),
}
TRIGGER = {
    "Enabled?": "xs:boolean",
    "StartBoundary?": "xs:dateTime",
    "EndBoundary?": "xs:dateTime",
    "Repetition?": "repetition",
    "ExecutionTimeLimit?": "xs:duration",
}
TRIGGERS = {
    "BootTrigger": {"Delay?": "xs:duration"},
    "RegistrationTrigger": {"Delay?": "xs:duration"},
    "IdleTrigger": {},
    "TimeTrigger": {"RandomDelay?": "xs:duration"},
    "LogonTrigger": {"UserId?": "filled", "Delay?": "xs:duration"},
    "SessionStateChangeTrigger": {"UserId?": "filled", "Delay?": "xs:duration", "StateChange": "session"},
}
SWITCHES = [
    "AllowStartOnDemand",
    "DisallowStartIfOnBatteries",
    "StopIfGoingOnBatteries",
    "AllowHardTerminate",
    "StartWhenAvailable",
    "RunOnlyIfNetworkAvailable",
    "WakeToRun",
    "Enabled",
    "Hidden",
    "RunOnlyIfIdle",
    "UseUnifiedSchedulingEngine",
    "DisallowStartOnRemoteAppSession",
]
PARTS = {
    "registration": {f"{name}?": "xs:string" for name in ("Source", "Author", "Version", "Description", "Documentation")}
    | {"URI?": "xs:anyURI", "Date?": "xs:dateTime"},
    "repetition": {"Interval": "interval", "Duration?": "minutes", "StopAtDurationEnd?": "xs:boolean"},
    "restart": {"Interval": "interval", "Count": "count"},
    "idle": {"Duration?": "minutes", "WaitTimeout?": "minutes", "StopOnIdleEnd?": "xs:boolean", "RestartOnIdle?": "xs:boolean"},
    "settings": {f"{name}?": "xs:boolean" for name in SWITCHES}
    | {
        "RestartOnFailure?": "restart",
        "MultipleInstancesPolicy?": "instances",
        "DeleteExpiredTaskAfter?": "xs:duration",
        "IdleSettings?": "idle",
        "ExecutionTimeLimit?": "xs:duration",
        "Priority?": "priority",
    },
    "exec": {"Command": "path", "Arguments?": "xs:string", "WorkingDirectory?": "path"},
    "principal": {
        "UserId?": "filled", "LogonType?": "logon", "GroupId?": "filled", "DisplayName?": "xs:string", "RunLevel?": "level",
    },
    "task": {
        "RegistrationInfo?": "registration", "Triggers?": "triggers", "Settings?": "settings", "Principals?": "principals",
        "Actions": "actions",
    },
}  # fmt: skip
ATTRIBUTES = {"principal": ("id", "xs:ID"), "task": ("version", "version")}


def _elements(children: dict[str, str]) -> str:
    """A name that ends with ? may be missing."""
    return "".join(
        f'<xs:element name="{name.rstrip("?")}" type="{kind}" minOccurs="{0 if name.endswith("?") else 1}"/>'
        for name, kind in children.items()
    )


def _words(name: str, words: list[str]) -> str:
    choices = "".join(f'<xs:enumeration value="{word}"/>' for word in words)
    return f'<xs:simpleType name="{name}"><xs:restriction base="xs:string">{choices}</xs:restriction></xs:simpleType>'


def _range(name: str, base: str, facets: dict[str, object]) -> str:
    limits = "".join(f'<xs:{facet} value="{value}"/>' for facet, value in facets.items())
    return f'<xs:simpleType name="{name}"><xs:restriction base="xs:{base}">{limits}</xs:restriction></xs:simpleType>'


def _part(name: str, children: dict[str, str]) -> str:
    attribute, kind = ATTRIBUTES.get(name, ("", ""))
    attributes = f'<xs:attribute name="{attribute}" type="{kind}"/>' if attribute else ""
    return f'<xs:complexType name="{name}"><xs:all>{_elements(children)}</xs:all>{attributes}</xs:complexType>'


def _triggers() -> str:
    kinds = "".join(
        f'<xs:element name="{name}"><xs:complexType><xs:sequence>{_elements(TRIGGER | own)}</xs:sequence>'
        '<xs:attribute name="id" type="xs:ID"/></xs:complexType></xs:element>'
        for name, own in TRIGGERS.items()
    )
    return (
        f'<xs:complexType name="triggers"><xs:choice minOccurs="0" maxOccurs="48">{kinds}</xs:choice></xs:complexType>'
    )


def _task() -> str:
    """The root; what the actions run as has to be one of the principals."""
    return (
        '<xs:element name="Task" type="task"><xs:key name="who"><xs:selector xpath="td:Principals/td:Principal"/>'
        '<xs:field xpath="@id"/></xs:key><xs:keyref name="as" refer="who"><xs:selector xpath="td:Actions"/>'
        '<xs:field xpath="@Context"/></xs:keyref></xs:element>'
    )


SCHEMA = etree.XMLSchema(
    etree.fromstring(
        f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="{NAMESPACE}" targetNamespace="{NAMESPACE}" '
        f'xmlns:td="{NAMESPACE}" elementFormDefault="qualified">{_task()}'
        + "".join(_words(name, words) for name, words in WORDS.items())
        + "".join(_range(name, base, facets) for name, (base, facets) in RANGES.items())
        + "".join(_part(name, children) for name, children in PARTS.items())
        + _triggers()
        + '<xs:complexType name="principals"><xs:sequence><xs:element name="Principal" type="principal"/></xs:sequence>'
        '</xs:complexType><xs:complexType name="actions"><xs:sequence><xs:element name="Exec" type="exec" maxOccurs="32"/>'
        '</xs:sequence><xs:attribute name="Context" type="xs:IDREF"/></xs:complexType></xs:schema>'
    )
)
