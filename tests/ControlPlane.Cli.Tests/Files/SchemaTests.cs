using System.Text;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Files;
using ControlPlane.Cli.Tests.Hosting;

namespace ControlPlane.Cli.Tests.Files;

[Collection(RealControlPlane.Collection)]
public sealed class SchemaTests(RealControlPlane real)
{
    [Fact]
    public async Task Schema_MadeFromTheApi_IsWhatIsPublished()
    {
        using var http = new HttpClient { BaseAddress = real.Installation.Address };
        var openApi = JsonNode.Parse(await http.GetStringAsync(new Uri("openapi/v1.json", UriKind.Relative)))!.AsObject();
        var file = Path.Combine(Repository.Folder, "docs", "schemas", "controlplane.v1.json");
        var actual = SchemaDocument.Of(openApi);
        if (Environment.GetEnvironmentVariable("ACCEPT_GOLDEN") == "1")
            await File.WriteAllTextAsync(file, actual, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

        Assert.Equal(await File.ReadAllTextAsync(file), actual);
    }

    [Fact]
    public async Task Lint_AskedForTheSchema_PrintsIt() => Assert.Equal(DeclarationSchema.Text, (await new CliUnderTest().RunAsync("lint", "--schema")).Done().Output);
}
