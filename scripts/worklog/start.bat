@echo off
rem What every .bat in the folder above does: find Python, run SCRIPT with it, and leave the window open for reading.
rem Without SCRIPT, or before it with INSTALL_FIRST, the packages are installed, into the folder .venv of the program.
rem SCRIPT is not "call"ed: that reads % twice.
chcp 65001 >nul
for %%F in ("%~dp0..\..") do set "PROGRAM=%%~fF"
rem pushd and not cd: it also enters a shared folder of another PC.
pushd "%PROGRAM%"
rem The versions for which the packages of requirements.txt are ready-made; none is for 32-bit.
set "FITS=import sys; sys.exit(not ((3, 11) <= sys.version_info < (3, 15) and sys.maxsize > 2**32))"

rem What Windows throws away cannot hold the log of an office; both places in full, since TEMP may hold short names.
set "PLACES=here, temporary = (os.path.realpath(place).lower() for place in (os.getcwd(), tempfile.gettempdir()))"
set "STAYS=import os, sys, tempfile; %PLACES%; sys.exit(here.startswith(temporary + os.sep))"

set "PYTHON=%PROGRAM%\.venv\Scripts\python.exe"
set "LAUNCHER_OPTION="
"%PYTHON%" -c "%FITS%" >nul 2>nul
if not errorlevel 1 goto found
set "PYTHON=py"
rem The one that is tested most comes first, and no other is asked for: some launchers install what they are asked for.
for %%V in (3.13 3.14 3.12 3.11) do if not defined LAUNCHER_OPTION py -%%V -c "%FITS%" >nul 2>nul && set "LAUNCHER_OPTION=-%%V"
py %LAUNCHER_OPTION% -c "%FITS%" >nul 2>nul
if not errorlevel 1 goto found
set "PYTHON=python"
set "LAUNCHER_OPTION="
python -c "%FITS%" >nul 2>nul
if not errorlevel 1 goto found

echo Python yang cocok (3.11 sampai 3.14, 64-bit) belum terpasang di PC ini. Python 32-bit tidak dapat dipakai.
echo 1. Buka www.python.org/downloads/windows dan unduh Python 3.13, Windows installer (64-bit).
echo 2. Jalankan pemasangnya. Centang "Add python.exe to PATH", lalu klik Install Now.
echo 3. Klik dua kali berkas ini sekali lagi.
set "CODE=2"
goto end

:found
if not defined SCRIPT goto install
if defined INSTALL_FIRST goto install
:start
"%PYTHON%" %LAUNCHER_OPTION% "%SCRIPT%" %*
set "CODE=%ERRORLEVEL%"
goto end

:install
"%PYTHON%" %LAUNCHER_OPTION% -c "%STAYS%" >nul 2>nul
if errorlevel 1 goto temporary
echo Memasang paket yang diperlukan. Perlu internet, dan beberapa menit.
if not "%PYTHON%"=="%PROGRAM%\.venv\Scripts\python.exe" "%PYTHON%" %LAUNCHER_OPTION% -m venv --clear "%PROGRAM%\.venv"
set "PYTHON=%PROGRAM%\.venv\Scripts\python.exe"
set "LAUNCHER_OPTION="
"%PYTHON%" -m pip install --disable-pip-version-check -r "%PROGRAM%\requirements.txt"
set "CODE=%ERRORLEVEL%"
if not "%CODE%"=="0" echo Paket belum terpasang. Periksa internet dan sisa ruang disk, lalu klik dua kali berkas ini sekali lagi.
if not "%CODE%"=="0" goto end
echo Paket sudah terpasang.
if not defined SCRIPT goto end
goto start

:temporary
echo Program ini berada di folder sementara, yang isinya dihapus Windows. Biasanya karena dibuka dari dalam ZIP.
echo Klik kanan berkas ZIP program, pilih Extract All, pilih tempat yang tetap, lalu mulai lagi dari folder hasilnya.
set "CODE=2"

:end
popd
echo.
echo Tekan sembarang tombol untuk menutup jendela ini.
pause >nul
exit /b %CODE%
