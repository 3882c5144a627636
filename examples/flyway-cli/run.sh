#!/bin/bash
# Migrates, adds rows, cleans and migrates again, as the README says. The argument is the folder of Flyway's command line,
# with db-restore-hook-flyway-<version>-all.jar in its drivers/.
set -euo pipefail
flyway=$1
export FLYWAY_URL=jdbc:sqlite:shop.db FLYWAY_CLEAN_DISABLED=false FLYWAY_DISABLE_UPDATE_CHECK=true

"$flyway/flyway" -locations=filesystem:before migrate

# Stands for whatever puts rows into a development database; sqlite3 would do.
java -cp "$flyway/drivers/*:$flyway/lib/*" Sql.java "$FLYWAY_URL" my-rows.sql

"$flyway/flyway" -locations=filesystem:after clean
"$flyway/flyway" -locations=filesystem:after migrate
