set -euo pipefail
dotnet format ControlPlane.sln "$@"
