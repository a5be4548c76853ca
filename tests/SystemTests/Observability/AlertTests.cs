using System.Text.RegularExpressions;
using ControlPlane.SystemTests.Analysis;
using ControlPlane.TestKit;

namespace ControlPlane.SystemTests.Observability;

public sealed class AlertTests
{
    private static readonly string Tests = Path.Combine(Path.GetDirectoryName(ShippedQueries.AlertsFile)!, "alerts.test.yml");

    [PrometheusFact]
    public async Task Rules_AsShipped_AreUnderstood()
    {
        var (exitCode, output) = await Promtool.RunAsync("", "check", "rules", ShippedQueries.AlertsFile);

        Assert.True(exitCode == 0, output);
    }

    [PrometheusFact]
    public async Task Rules_ByTheirUnitTests_FireAndStaySilent()
    {
        var (exitCode, output) = await Promtool.RunAsync("", "test", "rules", Tests);

        Assert.True(exitCode == 0, output);
    }

    [PrometheusFact]
    public async Task Rules_WithAnotherLimit_FailTheirUnitTests()
    {
        using var folder = new TemporaryFolder();
        var rules = await File.ReadAllTextAsync(ShippedQueries.AlertsFile);
        await File.WriteAllTextAsync(folder.Combine("alerts.yml"), rules.Replace("> 0.05", "> 0.5", StringComparison.Ordinal));
        File.Copy(Tests, folder.Combine("alerts.test.yml"));

        var (exitCode, output) = await Promtool.RunAsync("", "test", "rules", folder.Combine("alerts.test.yml"));

        Assert.NotEqual(0, exitCode);
        Assert.Contains("AgentErrors fires", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_EachAlert_HasATestInWhichItFiresAndOneInWhichItDoesNot()
    {
        var alerts = Regex.Matches(File.ReadAllText(ShippedQueries.AlertsFile), "- alert: (\\w+)").Select(m => m.Groups[1].Value).ToList();
        var tests = File.ReadAllText(Tests);

        Assert.NotEmpty(alerts);
        Assert.All(alerts, alert =>
        {
            Assert.Contains($"- name: {alert} fires\n", tests, StringComparison.Ordinal);
            Assert.Contains($"- name: {alert} stays silent\n", tests, StringComparison.Ordinal);
        });
    }
}
