# Makes the pictures of the documents anew: real programs, models and users, looked at by a real browser.
set -euo pipefail
source eng/dev/build.sh
build tests/BrowserTests/BrowserTests.csproj
rm -rf artifacts/pictures
dotnet test tests/BrowserTests/BrowserTests.csproj --configuration Release --no-build --nologo --filter "Category=Pictures|FullyQualifiedName~TutorialTests"
mkdir -p docs/images
cp artifacts/pictures/*.png docs/images/
ls -l docs/images
