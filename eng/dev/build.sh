# Sourced by the others. Builds what is named in release configuration; prints the build only when it fails.
build() {
  local log
  log=$(mktemp)
  if ! dotnet build "$@" --configuration Release --nologo --verbosity minimal >"$log" 2>&1; then
    cat "$log"
    rm -f "$log"
    echo "The build failed; the messages above say where." >&2
    return 1
  fi
  rm -f "$log"
}
