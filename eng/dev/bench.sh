set -euo pipefail
source eng/dev/build.sh
build tests/Benchmarks/Benchmarks.csproj
build src/ControlPlane.Web/ControlPlane.Web.csproj
exec artifacts/bin/Benchmarks/release/Benchmarks "$@"
