@echo off
rem Runs Maven 3.9 or newer on JDK 25 or newer, wherever the two are installed: the comments are in mvnw.
setlocal EnableExtensions DisableDelayedExpansion

set "NEEDED_JDK=25"
set "MAVEN=3.9.12"
set "MAVEN_SHA512=0a1be79f02466533fc1a80abbef8796e4f737c46c6574ede5658b110899942a94db634477dfd3745501c80aef9aac0d4f841d38574373f7e2d24cce89d694f70"
set "URL=https://archive.apache.org/dist/maven/maven-3/%MAVEN%/binaries/apache-maven-%MAVEN%-bin.tar.gz"
set "STORE=%USERPROFILE%\.m2\portage-maven"

set "JDK="
if defined JAVA_HOME call :try_jdk "%JAVA_HOME%"
for /f "delims=" %%j in ('where javac.exe 2^>nul') do call :try_jdk "%%~dpj.."
for %%r in ("%ProgramFiles%\Java" "%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%USERPROFILE%\.jdks") do for /d %%j in ("%%~r\*") do call :try_jdk "%%~j"
if not defined JDK (
  echo mvnw: install a JDK of version %NEEDED_JDK% or newer ^(https://adoptium.net^), or point JAVA_HOME to one. 1>&2
  exit /b 1
)
set "JAVA_HOME=%JDK%"

set "MVN=%STORE%\apache-maven-%MAVEN%\bin\mvn.cmd"
if exist "%MVN%" goto run
for /f "delims=" %%m in ('where mvn.cmd 2^>nul') do call :try_maven "%%m" && goto run
call :fetch_maven || exit /b 1
:run
"%MVN%" %*

:try_jdk
if defined JDK exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
set "VERSION=0"
for /f "tokens=2 delims==." %%v in ('findstr /b "JAVA_VERSION=" "%~1\release"') do set VERSION=%%v
set "VERSION=%VERSION:"=%"
if %VERSION% geq %NEEDED_JDK% for %%d in ("%~1") do set "JDK=%%~fd"
exit /b 0

:try_maven
set "FOUND=0"
for /f "tokens=3" %%v in ('^""%~1" -version 2^>nul ^| findstr /c:"Apache Maven"^"') do for /f "tokens=1,2 delims=." %%a in ("%%v") do set /a "FOUND=%%a * 100 + %%b"
if %FOUND% lss 309 exit /b 1
set "MVN=%~1"
exit /b 0

:fetch_maven
echo mvnw: fetching Maven %MAVEN% into %STORE% 1>&2
set "SCRATCH=%STORE%\fetch-%RANDOM%%RANDOM%"
mkdir "%SCRATCH%\unpacked" || exit /b 1
pushd "%SCRATCH%"
where mvn.cmd >nul 2>nul && call mvn.cmd -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack "-Dartifact=org.apache.maven:apache-maven:%MAVEN%:zip:bin" "-DoutputDirectory=%SCRATCH%\unpacked" >log 2>&1
if not exist "unpacked\apache-maven-%MAVEN%\bin\mvn.cmd" call :unpack_from_apache
if not exist "%STORE%\apache-maven-%MAVEN%" move "unpacked\apache-maven-%MAVEN%" "%STORE%" >nul 2>nul
popd
rmdir /s /q "%SCRATCH%"
if exist "%MVN%" exit /b 0
echo mvnw: install Maven 3.9 or newer ^(https://maven.apache.org/install.html^), as it could not be fetched. 1>&2
exit /b 1

:unpack_from_apache
curl.exe -fsSL -o maven.tar.gz "%URL%" || exit /b 1
certutil -hashfile maven.tar.gz SHA512 | findstr /i "%MAVEN_SHA512%" >nul || (
  echo mvnw: what came from %URL% is not Maven %MAVEN%: its SHA-512 differs. 1>&2
  exit /b 1
)
tar.exe -xzf maven.tar.gz -C unpacked
exit /b
