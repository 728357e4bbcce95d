@echo off
setlocal DisableDelayedExpansion
if exist "%~dp0worklog\start.bat" goto whole
echo Berkas ini dibuka langsung dari dalam ZIP, sehingga berkas lain tidak terlihat olehnya.
echo Tutup jendela ini. Klik kanan berkas ZIP program, pilih Extract All, lalu buka folder hasilnya.
pause
exit /b 2
:whole
set "INSTALL_FIRST=yes"
set "SCRIPT=%~dp0setup_worklog.py"
"%~dp0worklog\start.bat" --first-steps %*
