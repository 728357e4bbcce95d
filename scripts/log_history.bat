@echo off
setlocal DisableDelayedExpansion
set "SCRIPT=%~dp0log_history.py"
"%~dp0worklog\start.bat" %*
