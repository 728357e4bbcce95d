@echo off
setlocal DisableDelayedExpansion
set "SCRIPT="
"%~dp0worklog\start.bat"
