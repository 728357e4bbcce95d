@echo off
setlocal DisableDelayedExpansion
set "SCRIPT=%~dp0report_monthly.py"
"%~dp0worklog\start.bat" %*
