@echo off
rem Starts db-restore ${project.version}. JAVA_HOME says with which Java, else the PATH does; DB_RESTORE_OPTS are options for the JVM.
setlocal
set "HOME_DIRECTORY=%~dp0.."
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME if not exist "%JAVA%" (
    echo db-restore: JAVA_HOME is %JAVA_HOME%, but there is no bin\java.exe in it. db-restore needs Java 17 or newer.>&2
    exit /b 1
)
if not defined JAVA_HOME (
    where /q java || (
        echo db-restore: no Java found. db-restore needs Java 17 or newer: install it, or set JAVA_HOME.>&2
        exit /b 1
    )
)
"%JAVA%" -XX:+UseSerialGC -XX:-UsePerfData -Dfile.encoding=UTF-8 "-Ddb-restore.installation=%HOME_DIRECTORY%" %DB_RESTORE_OPTS% -cp "%HOME_DIRECTORY%\lib\db-restore-cli-${project.version}.jar" io.dbrestore.cli.Main %*
exit /b %ERRORLEVEL%
