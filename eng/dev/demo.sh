set -euo pipefail
source eng/dev/build.sh
for tool in dotnet node npm; do
  command -v "$tool" >/dev/null || { echo "./dev demo needs $tool on the PATH (.NET SDK 10 and Node.js 20 or newer)." >&2; exit 2; }
done
echo "Building (the first time fetches packages and takes about a minute) …"
build src/ControlPlane.Web/ControlPlane.Web.csproj
exec dotnet artifacts/bin/ControlPlane.Web/release/ControlPlane.Web.dll demo "$@"
