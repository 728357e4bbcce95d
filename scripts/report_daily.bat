@echo off
setlocal DisableDelayedExpansion
set "SCRIPT=%~dp0report_daily.py"
"%~dp0worklog\start.bat" %*
