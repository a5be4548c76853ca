set -euo pipefail
source eng/dev/build.sh
build src/Vectors/Vectors.csproj
exec artifacts/bin/Vectors/release/ControlPlane.Vectors "$@"
