using System.CommandLine;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Tests.Hosting;

namespace ControlPlane.Cli.Tests.Api;

/// <summary>Everything that the API can do, the program can do; asked of a real control plane's own description.</summary>
[Collection(RealControlPlane.Collection)]
public sealed class ApiOperationsTests(RealControlPlane real)
{
    private const string Prefix = "/api/v1";

    private static IReadOnlyList<ApiOperation> Table =>
        [.. typeof(ApiOperations).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetValue(null)).OfType<ApiOperation>()];

    [Fact]
    public async Task Table_ComparedWithTheDescription_HasEveryOperationAndNoOther()
    {
        using var http = new HttpClient { BaseAddress = real.Installation.Address };
        var document = await http.GetFromJsonAsync<JsonElement>(new Uri("openapi/v1.json", UriKind.Relative));

        var described = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
            .Select(o => $"{o.Value.GetProperty("operationId").GetString()} {o.Name.ToUpperInvariant()} {path.Name[Prefix.Length..]}"));

        Assert.Equal(described.Order(StringComparer.Ordinal), Table.Select(o => $"{o.Id} {o.Method} {o.Path}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Commands_Together_CallEveryOperation()
    {
        var called = Commands(CommandTree.Build(new CliSurroundings
        {
            Output = TextWriter.Null,
            Error = TextWriter.Null,
            Input = () => TextReader.Null,
            Variable = _ => null,
            Clock = TimeProvider.System,
            Network = () => new ScriptedServer(),
        })).OfType<ApiCommand>().SelectMany(c => c.Operations).ToHashSet();

        Assert.Empty(Table.Where(o => !called.Contains(o)).Select(o => o.Id));
    }

    private static IEnumerable<Command> Commands(Command root) => root.Subcommands.SelectMany(c => Commands(c).Prepend(c));
}
