@echo off
setlocal DisableDelayedExpansion
set "SCRIPT=%~dp0import_sop.py"
"%~dp0worklog\start.bat" %*
