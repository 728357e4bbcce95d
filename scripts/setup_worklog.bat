@echo off
setlocal DisableDelayedExpansion
set "SCRIPT=%~dp0setup_worklog.py"
"%~dp0worklog\start.bat" %*
