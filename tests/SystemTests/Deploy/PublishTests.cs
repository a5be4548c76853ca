using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.RegularExpressions;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Documents;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Deploy;

/// <summary>What the Dockerfile builds, without an engine: its commands on a clean copy, and the programs confined as the images confine them.</summary>
[UnsupportedOSPlatform("windows")]
public sealed partial class PublishTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    // Security fixes of the runtime that the product must not be without.
    private static readonly Version LeastRuntime = new(10, 0, 13);

    [RootFact]
    public async Task Programs_OfTheDockerfile_RunWithOneFolderToWriteToAndTheNewestRuntime()
    {
        using var folder = new TemporaryFolder();
        var (source, output) = (folder.Combine("source"), folder.Combine("out"));
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101);
        await SourceCopy.MakeAsync(source);

        await SourceCopy.RunCommandsAsync(source, output);

        Assert.All((string[])["control-plane/ControlPlane.Web", "agent/ControlPlane.Agent"], p => Assert.Equal(DeclaredRuntime(), RuntimesOf(Path.Combine(output, p)).Distinct().Single()));
        Assert.True(DeclaredRuntime() >= LeastRuntime);
        var data = await Confined.FolderAsync(folder.Combine("data"));
        Assert.NotEqual(0, await TouchAsync(data, folder.Combine("elsewhere")));
        Assert.Equal(0, await TouchAsync(data, Path.Combine(data, "there")));
        await ServeAsync(output, data, await Confined.FolderAsync(folder.Combine("agent")));
    }

    private static async Task ServeAsync(string output, string data, string agentData)
    {
        var variables = SourceCopy.VariablesOf("CONTROLPLANE__");
        var (address, rest, admin) = (Free(), Free(), Free());
        variables["CONTROLPLANE__Server__Listen"] = Text(address);
        variables["CONTROLPLANE__Access__Mode"] = "Open";
        variables["CONTROLPLANE__Data__Folder"] = variables["TMPDIR"] = data;
        await using var controlPlane = Confined.Start(data, variables, Path.Combine(output, "control-plane/ControlPlane.Web"));
        using var api = new ApiClient(address);
        await UntilAsync(controlPlane, "the control plane is ready", api.IsReadyAsync);
        await api.RegisterAsync("adder", OnnxModels.AddConstant(1));
        await api.PutEndpointAsync("adder", "adder", stableVersion: 1);

        var agentVariables = SourceCopy.VariablesOf("AGENT__");
        agentVariables["AGENT__ControlPlane"] = Text(address);
        agentVariables["AGENT__JoinToken"] = await api.CreateJoinTokenAsync();
        agentVariables["AGENT__Listen"] = Text(rest);
        agentVariables["AGENT__Grpc"] = Text(Free());
        agentVariables["AGENT__Admin"] = Text(admin);
        agentVariables["AGENT__Data"] = agentVariables["TMPDIR"] = agentData;
        await using var agent = Confined.Start(agentData, agentVariables, Path.Combine(output, "agent/ControlPlane.Agent"));
        using var http = new HttpClient();
        await UntilAsync(agent, "the agent is ready", async () => (await http.GetAsync(new Uri(admin, "readyz"))).IsSuccessStatusCode);
        using var client = new InferenceClient();

        var answer = await client.InferAsync(rest, "adder", """{"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":[1,2,3,4]}]}""", "somebody");

        Assert.Equal(200, answer.Status);
    }

    private static async Task UntilAsync(RunningProgram program, string awaited, Func<Task<bool>> ask)
    {
        try
        {
            await Eventually.BeTrueAsync(awaited, ask, Limit);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n{program.Output}");
        }
    }

    private static async Task<int> TouchAsync(string folder, string file)
    {
        await using var touch = Confined.Start(folder, new Dictionary<string, string>(), "/usr/bin/touch", file);
        return await touch.WaitForExitAsync(Limit);
    }

    private static IEnumerable<Version> RuntimesOf(string program) => JsonDocument.Parse(File.ReadAllText($"{program}.runtimeconfig.json"))
        .RootElement.GetProperty("runtimeOptions").GetProperty("includedFrameworks").EnumerateArray().Select(f => new Version(f.GetProperty("version").GetString()!));

    private static Version DeclaredRuntime() => new(RuntimeVersion().Match(Repository.Read("Directory.Build.props")).Groups[1].Value);

    private static Uri Free() => new($"http://127.0.0.1:{FreePort.Next()}/");

    private static string Text(Uri address) => address.GetLeftPart(UriPartial.Authority);

    [GeneratedRegex("<RuntimeFrameworkVersion[^>]*>([0-9.]+)<")]
    private static partial Regex RuntimeVersion();
}
