set -euo pipefail
source eng/dev/build.sh

name=${1:-}
if ! [[ "$name" =~ ^[A-Z][A-Za-z0-9]*$ ]]; then
  echo "usage: ./dev migration NAME   (a noun for what changed, such as Approvals)" >&2
  exit 2
fi

data=src/ControlPlane.Data
dotnet tool restore >/dev/null
build eng/Migrations/Migrations.csproj
ef() { dotnet ef "$@" --project $data --startup-project eng/Migrations --configuration Release --no-build; }

# One migration for each provider and each of its databases whose model has changed.
for provider in Sqlite Postgres; do
  for part in State Series; do
    context=$provider${part}Context
    folder=$data/Providers/$provider/Migrations/$part
    if ef migrations has-pending-model-changes --context "$context" >/dev/null 2>&1; then
      echo "$context: nothing has changed"
      continue
    fi
    ef migrations add "$name" --context "$context" --output-dir "Providers/$provider/Migrations/$part" >/dev/null
    # The tool writes a byte order mark, the repository has none.
    sed -i '1s/^\xEF\xBB\xBF//' "$folder"/*.cs
    echo "$context: $(ls "$folder"/*_"$name".cs)"
    if grep -n 'nullable: false' "$folder"/*_"$name".cs | grep -n 'defaultValue: ""' >/dev/null; then
      echo "  has a new column with the default \"\": where it holds JSON, write \"{}\" or \"[]\" there." >&2
    fi
  done
done
echo "Read what was written, then run the tests of tests/ControlPlane.Data.Tests."
