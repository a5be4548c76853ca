using ControlPlane.TestKit;
using ControlPlane.Web.Hosting;
using ControlPlane.Web.Hosting.Commands;

namespace ControlPlane.Web.Tests.Hosting;

public sealed class ConfigProgramTests
{
    [Fact]
    public async Task Show_FlagFileAndNothing_SaysWhereEachValueComesFrom()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Combine("settings.json");
        await File.WriteAllTextAsync(file, """{"Server": {"Listen": "http://127.0.0.1:1"}, "Data": {"Backup": {"Keep": 3}}}""");

        var lines = await ShowAsync("show", "--config", file, "--listen", "http://127.0.0.1:2");

        Assert.Contains(lines, l => IsLine(l, "Server:Listen", "http://127.0.0.1:2", "flag --listen"));
        Assert.Contains(lines, l => IsLine(l, "Data:Backup:Keep", "3", $"file {file}"));
        Assert.Contains(lines, l => IsLine(l, "Data:Backup:Period", "00:15:00", "default"));
        Assert.Contains(lines, l => IsLine(l, "Data:Backup:Folder", "(not set)", "default"));
    }

    [Fact]
    [Trait("Fault", "F92")]
    public async Task Show_ASecret_KeepsItsValueToItself()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Combine("settings.json");
        await File.WriteAllTextAsync(file, """{"Secrets": {"prometheus": "hunter2"}, "Analysis": {"AllowedPrivate": ""}}""");

        var lines = await ShowAsync("show", "--config", file);

        Assert.Contains(lines, l => IsLine(l, "Secrets:prometheus", "(not shown)", $"file {file}"));
        Assert.DoesNotContain(lines, l => l.Contains("hunter2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Data:ConnectionString", "anything", true)]
    [InlineData("Data:Database", "Host=db;Username=me;Password=hunter2", true)]
    [InlineData("Data:Database", "postgresql://me:hunter2@db/control", true)]
    [InlineData("Data:Database", "Host=db;Username=me", false)]
    [InlineData("Server:Listen", "http://127.0.0.1:5080", false)]
    public void IsSecret_ByNameOrByValue_IsSeen(string key, string value, bool expected) => Assert.Equal(expected, KnownSetting.IsSecret(key, value));

    [Fact]
    public async Task Show_AConfigurationThatCannotStart_IsRefusedWithEveryProblem()
    {
        var outcome = await new ConfigProgram(TextWriter.Null).RunAsync(["show", "--listen", "nowhere", "--Data:Backup:Keep", "0"]);

        Assert.Equal(HostSettings.InvalidCode, outcome.Refusal!.Code);
        Assert.Equal(["Data:Backup:Keep", "Server:Listen"], outcome.Refusal.Fields.Select(f => f.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Config_WithoutSayingWhat_IsRefused() =>
        Assert.Equal("config", Assert.Single((await new ConfigProgram(TextWriter.Null).RunAsync([])).Refusal!.Fields).Field);

    [Fact]
    public void Defaults_OfEverySection_AreListedOnce()
    {
        var keys = KnownSettings.Defaults.Select(s => s.Key).ToList();

        Assert.Equal(keys.Distinct(StringComparer.OrdinalIgnoreCase), keys);
        Assert.Superset(new HashSet<string> { "Server:Listen", "Data:Retention:OneHour", "Realtime:SendTimeout", "Rollout:Hold", "Analysis:AllowedPrivate" }, keys.ToHashSet(StringComparer.Ordinal));
        Assert.DoesNotContain("Realtime:Chance", keys);
    }

    private static async Task<string[]> ShowAsync(params string[] args)
    {
        using var output = new StringWriter();
        Assert.Equal(ExitCodes.Fine, (await new ConfigProgram(output).RunAsync(args)).Value);
        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool IsLine(string line, string key, string value, string from) =>
        line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).SequenceEqual([key, value, from]);
}
