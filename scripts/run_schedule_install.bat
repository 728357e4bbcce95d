@echo off
setlocal DisableDelayedExpansion
set "SCRIPT=%~dp0run_schedule.py"
"%~dp0worklog\start.bat" --install %*
