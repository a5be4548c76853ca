using System.Collections;
using ControlPlane.AgentHost.Guards;
using ControlPlane.AgentHost.Hosting;
using ControlPlane.TestKit;

namespace ControlPlane.AgentHost.Tests.Hosting;

public sealed class AgentOptionsReaderTests
{
    private static readonly string[] Sufficient =
        ["--control-plane", "http://127.0.0.1:6100", "--listen", "http://127.0.0.1:6101", "--data", "somewhere"];

    [Fact]
    public void Read_EveryFlag_IsTaken()
    {
        var options = Read(
        [
            .. Sufficient, "--join-token", "secret", "--grpc=http://127.0.0.1:6102", "--admin", "http://127.0.0.1:6103",
            "--pool", "staging", "--label", "zone=a", "--label", "rack=b=2", "--name", "one", "--parent-pid", "17",
            "--when-isolated", "freeze",
        ]).Value;

        Assert.Equal(new Uri("http://127.0.0.1:6100"), options.ControlPlane);
        Assert.Equal(("secret", "staging", "one", 17), (options.JoinToken, options.Pool, options.Name, options.ParentProcessId));
        Assert.Equal(IsolationPolicy.Freeze, options.WhenIsolated);
        Assert.Equal((6102, 6103), (options.Grpc!.Port, options.Admin!.Port));
        Assert.Equal([("rack", "b=2"), ("zone", "a")], options.Labels.Select(l => (l.Key, l.Value)).Order());
        Assert.Equal(Path.GetFullPath("somewhere"), options.DataFolder);
    }

    [Fact]
    public void Read_NothingButTheNecessary_HasDefaults()
    {
        var options = Read(Sufficient).Value;

        Assert.Equal((AgentOptions.DefaultPool, Environment.MachineName.ToLowerInvariant()), (options.Pool, options.Name));
        Assert.Null(options.Admin);
        Assert.Null(options.JoinToken);
        Assert.Equal(IsolationPolicy.Return, options.WhenIsolated);
    }

    [Fact]
    public void Read_SeveralControlPlanes_AreTriedInTheirOrder()
    {
        string[] rest = ["--listen", "http://127.0.0.1:6101", "--data", "somewhere"];

        var options = Read(["--control-plane", "https://a:5080, https://b:5080", "--control-plane=https://c:5080", "--control-plane", "https://a:5080", .. rest]).Value;
        var refusal = Read(["--control-plane", "https://a:5080,b:5080", .. rest]).Refusal;

        Assert.Equal(["a", "b", "c"], options.ControlPlanes.Select(c => c.Host));
        Assert.Equal(("--control-plane", "is 'b:5080'"), (refusal!.Fields[0].Field, refusal.Fields[0].Problem));
    }

    [Fact]
    public void Read_ControlPlaneOfAnotherMachineWithoutTls_IsRefusedUnlessSaidSo()
    {
        string[] rest = ["--listen", "http://127.0.0.1:6101", "--data", "somewhere"];

        var problem = Assert.Single(Read(["--control-plane", "http://10.0.0.1:5080", .. rest]).Refusal!.Fields);

        Assert.Equal(("--control-plane", true), (problem.Field, problem.Remedy.Contains("--allow-plain-http on", StringComparison.Ordinal)));
        Assert.True(Read(["--control-plane", "http://10.0.0.1:5080", "--allow-plain-http", "on", .. rest]).IsAccepted);
        Assert.True(Read(["--control-plane", "https://10.0.0.1:5080", .. rest]).IsAccepted);
        Assert.True(Read(["--control-plane", "http://127.0.0.1:5080", .. rest]).IsAccepted);
    }

    [Fact]
    public void Read_HttpsWithoutACertificate_IsRefused()
    {
        var problem = Assert.Single(Read([.. Sufficient, "--grpc", "https://127.0.0.1:6102"]).Refusal!.Fields);

        Assert.Equal(("--tls-certificate", "is missing although an address begins with https"), (problem.Field, problem.Problem));
    }

    [Fact]
    public void Read_CertificateThatIsNone_IsRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Combine("some.pem"), "nothing");
        string[] files = ["--tls-certificate", folder.Combine("some.pem"), "--tls-key", folder.Combine("none.pem")];

        var problem = Assert.Single(Read([.. Sufficient, "--grpc", "https://127.0.0.1:6102", .. files]).Refusal!.Fields);

        Assert.StartsWith("cannot be read: ", problem.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SwitchThatIsNeitherOnNorOff_IsRefused()
    {
        var problem = Assert.Single(Read([.. Sufficient, "--triton-metrics", "yes"]).Refusal!.Fields);

        Assert.Equal(("--triton-metrics", "say on or off"), (problem.Field, problem.Remedy));
        Assert.True(Read([.. Sufficient, "--triton-metrics", "on"]).Value.HasTritonMetrics);
    }

    [Fact]
    public void Read_UnknownPolicy_IsRefusedWithTheWordsThatAreKnown()
    {
        var problem = Assert.Single(Read([.. Sufficient, "--when-isolated", "stop"]).Refusal!.Fields);

        Assert.Equal(("--when-isolated", "say return or freeze"), (problem.Field, problem.Remedy));
    }

    [Fact]
    public void Read_FlagVariableAndFile_TheStrongerOneWins()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Combine("agent.json");
        File.WriteAllText(file, """{ "Agent": { "Pool": "file", "Name": "file", "JoinToken": "file", "Labels": { "zone": "file" } } }""");
        var environment = new Hashtable
        {
            ["AGENT__POOL"] = "variable",
            ["AGENT__Name"] = "variable",
            ["AGENT__Labels__rack"] = "variable",
            ["OTHER"] = "x",
        };

        var options = Read([.. Sufficient, "--config", file, "--pool", "flag"], environment).Value;

        Assert.Equal(("flag", "variable", "file"), (options.Pool, options.Name, options.JoinToken));
        Assert.Equal([("rack", "variable"), ("zone", "file")], options.Labels.Select(l => (l.Key, l.Value)).Order());
    }

    [Fact]
    public void Read_ManyMistakes_ListsAllOfThemWithARemedy()
    {
        var refusal = Read(
        [
            "--control-plane", "nowhere", "--listen", "ftp://127.0.0.1", "--admin", "http://127.0.0.1:6100/path", "--parent-pid", "me",
            "--label", "zone", "--colour", "--name", new string('n', 64), "--config", "/no/such/file.json",
        ]).Refusal!;

        Assert.Equal(
            ["--admin", "--colour", "--config", "--control-plane", "--data", "--label", "--listen", "--name", "--parent-pid"],
            refusal.Fields.Select(f => f.Field).Order(StringComparer.Ordinal));
        Assert.All(refusal.Fields, f => Assert.NotEmpty(f.Remedy));
    }

    [Fact]
    public void Read_TwoPortsAtOneAddress_IsAMistake()
    {
        var refusal = Read([.. Sufficient, "--admin", "http://127.0.0.1:6101"]).Refusal!;

        Assert.Equal("--listen, --admin", Assert.Single(refusal.Fields).Field);
    }

    [Theory]
    [InlineData("--pool")]
    [InlineData("--pool", "--name", "one")]
    public void Read_FlagWithoutValue_IsAMistake(params string[] flags)
    {
        var refusal = Read([.. Sufficient, .. flags]).Refusal!;

        Assert.Contains(refusal.Fields, f => f.Field == "--pool");
    }

    [Fact]
    public async Task RunAsync_InvalidOptions_SaysEachOnALineAndEndsWithTwo()
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();

        var code = await AgentProgram.RunAsync([], new Hashtable(), output, errors);

        Assert.Equal(AgentProgram.InvalidOptionsExitCode, code);
        Assert.Equal(3, errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task RunAsync_Help_NamesEveryFlagThatIsServed()
    {
        using var output = new StringWriter();

        Assert.Equal(0, await AgentProgram.RunAsync(["--help"], new Hashtable(), output, TextWriter.Null));

        Assert.All(AgentFlags.Keys.Keys.Except(["--grpc"]), flag => Assert.Contains(flag, output.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_ConfigShow_SaysWhereEachValueComesFromAndKeepsTheToken()
    {
        using var output = new StringWriter();
        var environment = new Hashtable { ["AGENT__Name"] = "one", ["AGENT__Labels__zone"] = "a", ["AGENT__Pool"] = " " };

        var code = await AgentProgram.RunAsync(["config", "show", .. Sufficient, "--join-token", "hunter2"], environment, output, TextWriter.Null);

        var rows = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => string.Join('|', line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))).ToList();
        Assert.Equal(0, code);
        Assert.Superset(
            new HashSet<string>
            {
                "Listen|http://127.0.0.1:6101|flag --listen", "Name|one|environment AGENT__Name", "Labels:zone|a|environment AGENT__Labels__zone",
                "Pool|production|default", "Grpc|(not set)|default", "JoinToken|(not shown)|flag --join-token",
            },
            rows.ToHashSet(StringComparer.Ordinal));
        Assert.DoesNotContain("hunter2", output.ToString(), StringComparison.Ordinal);
    }

    private static Contracts.Outcomes.Outcome<AgentOptions> Read(string[] arguments, Hashtable? environment = null) =>
        AgentOptionsReader.Read(arguments, environment ?? []);
}
