@echo off
rem What every .bat in the folder above does: find Python, run SCRIPT with it, and leave the window open for reading.
rem Without SCRIPT the packages are installed, into the folder .venv of the program. Not "call"ed: that reads % twice.
chcp 65001 >nul
for %%F in ("%~dp0..\..") do set "PROGRAM=%%~fF"
rem pushd and not cd: it also enters a shared folder of another PC.
pushd "%PROGRAM%"
set "NEW_ENOUGH=import sys; sys.exit(sys.version_info < (3, 11))"

set "PYTHON=%PROGRAM%\.venv\Scripts\python.exe"
set "LAUNCHER_OPTION="
"%PYTHON%" -c "%NEW_ENOUGH%" >nul 2>nul
if not errorlevel 1 goto found
set "PYTHON=py"
set "LAUNCHER_OPTION=-3"
py -3 -c "%NEW_ENOUGH%" >nul 2>nul
if not errorlevel 1 goto found
set "PYTHON=python"
set "LAUNCHER_OPTION="
python -c "%NEW_ENOUGH%" >nul 2>nul
if not errorlevel 1 goto found

echo Python 3.11 atau lebih baru belum terpasang di PC ini.
echo 1. Buka www.python.org/downloads dan unduh Python untuk Windows.
echo 2. Jalankan pemasangnya. Centang "Add python.exe to PATH", lalu klik Install Now.
echo 3. Klik dua kali berkas ini sekali lagi.
set "CODE=2"
goto end

:found
if not defined SCRIPT goto install
"%PYTHON%" %LAUNCHER_OPTION% "%SCRIPT%" %*
set "CODE=%ERRORLEVEL%"
goto end

:install
echo Memasang paket yang diperlukan. Perlu internet, dan beberapa menit.
if not "%PYTHON%"=="%PROGRAM%\.venv\Scripts\python.exe" "%PYTHON%" %LAUNCHER_OPTION% -m venv --clear "%PROGRAM%\.venv"
"%PROGRAM%\.venv\Scripts\python.exe" -m pip install --disable-pip-version-check -r "%PROGRAM%\requirements.txt"
set "CODE=%ERRORLEVEL%"
if "%CODE%"=="0" (echo Paket sudah terpasang.) else echo Paket belum terpasang. Periksa internet dan sisa ruang disk, lalu klik dua kali berkas ini sekali lagi.

:end
popd
echo.
echo Tekan sembarang tombol untuk menutup jendela ini.
pause >nul
exit /b %CODE%
