set -euo pipefail
source eng/dev/build.sh

quick=false
for option in "$@"; do
  case "$option" in
    --quick) quick=true ;;
    *) echo "./dev test: unknown option $option (there is --quick)" >&2; exit 2 ;;
  esac
done

# What the slow suites need beyond the SDK and Node.js; installed where this is a Debian machine and we are root, else said plainly.
install_missing() {
  local missing=()
  command -v chromium >/dev/null || missing+=(chromium)
  command -v prometheus >/dev/null || missing+=(prometheus)
  # The ONNX project's own operator tests, which judge the agent.
  [ -d /usr/share/libonnx-testdata ] || missing+=(libonnx-testdata)
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing ${missing[*]} …"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
  else
    echo "Not installed here, so the tests that need it will say that they skip: ${missing[*]}"
  fi
}

$quick || install_missing

echo "Restoring and building …"
log=$(mktemp)
if ! dotnet build ControlPlane.sln --configuration Release --nologo --verbosity minimal >"$log" 2>&1; then
  cat "$log"
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
fi

echo "Checking the format …"
if ! dotnet format ControlPlane.sln --no-restore --verify-no-changes >"$log" 2>&1; then
  cat "$log"
  echo "Run ./dev format and commit what it changes."
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
fi

results=$(mktemp -d)
trap 'rm -rf "$results" "$log"' EXIT
status=0
for project in tests/*Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  case "$name" in SystemTests | BrowserTests) $quick && continue ;; esac
  echo "── $name"
  dotnet test "$project" --configuration Release --no-build --nologo --verbosity quiet \
    --logger "console;verbosity=minimal" --logger "trx;LogFileName=$results/$name.trx" --blame-hang-timeout 10min || status=1
done

# Every result file carries one Counters element.
sum() { cat "$results"/*.trx | grep -oE "<Counters [^>]*" | grep -oE " $1=\"[0-9]+" | grep -oE '[0-9]+' | awk '{ n += $1 } END { print n + 0 }'; }
passed=$(sum passed)
failed=$(sum failed)
total=$(sum total)
[ "$failed" -gt 0 ] && status=1
[ "$total" -eq 0 ] && status=1
[ "$status" -ne 0 ] && [ "$failed" -eq 0 ] && failed=1
grep -hoE '<UnitTestResult [^>]*outcome="NotExecuted"[^>]*' "$results"/*.trx | grep -oE 'testName="[^"]*' | sed 's/testName="/skipped: /' | head -n 40 || true
skipped=$((total - passed - $(sum failed)))
# In continuous integration a skip is allowed only where ../shared is absent.
if [ "${CI:-}" = true ] && [ "$skipped" -gt 0 ] && [ -d ../shared/models ]; then
  echo "Continuous integration skips nothing that it can run; see the list above."
  status=1
  failed=$((failed + skipped))
  skipped=0
fi
echo "$passed passed, $failed failed, $skipped skipped"
exit $status
