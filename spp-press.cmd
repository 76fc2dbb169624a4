@echo off
rem Sets up whatever is missing, then runs spp-press.
setlocal
set "root=%~dp0"
set "python=%root%.venv\Scripts\python.exe"
set "stamp=%root%.venv\Windows %PROCESSOR_ARCHITECTURE%.lock"

if not exist "%python%" goto set_up
fc /b "%root%requirements.lock" "%stamp%" >nul 2>&1
if not errorlevel 1 goto run
fc /b "%root%requirements-dev.lock" "%stamp%" >nul 2>&1
if not errorlevel 1 goto run

:set_up
set "found="
for %%v in ("py -3.13" "py -3.12" "py -3.11" "python") do call :try %%~v
if defined found goto found
echo spp-press: no Python 3.11 or newer was found. Install it from python.org or the Microsoft Store, then run this again. >&2
exit /b 5

:found
%found% -B "%root%bootstrap.py" "%stamp%" requirements.lock
if errorlevel 1 exit /b %errorlevel%

:run
rem -P: nothing in the caller's folder can pass for a module of ours.
"%python%" -P -m spp_press %*
exit /b %errorlevel%

:try
if defined found exit /b
%* -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>&1
if not errorlevel 1 set "found=%*"
exit /b
