@echo off
setlocal DisableDelayedExpansion
set "SCRIPT=%~dp0check_progress.py"
"%~dp0worklog\start.bat" %*
