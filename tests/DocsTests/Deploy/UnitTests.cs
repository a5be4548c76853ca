using ControlPlane.TestKit;
using ControlPlane.TestKit.Documents;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.DocsTests.Deploy;

/// <summary>The units of systemd and their files of settings.</summary>
public sealed class UnitTests
{
    private const string Folder = "deploy/systemd";

    // Of ten, in systemd's own scale where 10 is open to everything.
    private const int MostExposed = 20;

    private static readonly string[] Hardening =
    [
        "DynamicUser=yes", "ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes", "PrivateDevices=yes", "NoNewPrivileges=yes", "CapabilityBoundingSet=",
        "RestrictNamespaces=yes", "SystemCallFilter=@system-service", "StateDirectoryMode=0700", "UMask=0077",
    ];

    public static TheoryData<string> Units => ["controlplane.service", "controlplane-agent@.service"];

    public static TheoryData<string> Settings => ["control-plane.env", "agent-1.env"];

    [Theory]
    [MemberData(nameof(Units))]
    public void Unit_OfAProgram_IsHardenedAndSetsWhatItsProgramReads(string unit)
    {
        var lines = File.ReadAllLines(Repository.PathOf($"{Folder}/{unit}"));

        Assert.All(Hardening, h => Assert.Contains(h, lines));
        Assert.All(lines.Where(l => l.StartsWith("Environment=", StringComparison.Ordinal)).Select(l => l.Split('=')[1]), name => Assert.True(KnownVariables.IsKnown(name), $"{name} is no setting of either program."));
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void Settings_OfAProgram_AreReadByIt(string file) =>
        Assert.All(
            File.ReadAllLines(Repository.PathOf($"{Folder}/{file}")).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('=')[0]),
            name => Assert.True(KnownVariables.IsKnown(name), $"{name} is no setting of either program."));

    [SystemdTheory]
    [MemberData(nameof(Units))]
    public async Task Unit_OfAProgram_IsUnderstoodBySystemdAndExposesLittle(string unit)
    {
        using var folder = new TemporaryFolder();

        // The program is not installed where the tests run; everything else is judged as it stands.
        var file = folder.Combine(unit.Replace("@.", "@1.", StringComparison.Ordinal));
        var text = Repository.Read($"{Folder}/{unit}").Split('\n').Select(l => l.StartsWith("ExecStart=", StringComparison.Ordinal) ? "ExecStart=/bin/true" : l);
        await File.WriteAllTextAsync(file, string.Join('\n', text));

        await DoAsync("verify", "--man=no", file);
        await DoAsync("security", "--offline=yes", $"--threshold={MostExposed}", file);
    }

    private static async Task DoAsync(params string[] arguments)
    {
        await using var program = RunningProgram.StartCommand("systemd-analyze", arguments);
        var code = await program.WaitForExitAsync(TimeSpan.FromSeconds(30));
        Assert.True(code == 0, $"systemd-analyze {string.Join(' ', arguments)} ended with {code}:\n{program.Output}");
    }
}
