using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace ControlPlane.Demo.Tests.Commands;

/// <summary>The real program as a process of its own; nobody listens at the address it is given.</summary>
[Trait("Category", "Slow")]
public sealed class UsersProcessTests
{
    private const string Nobody = "http://127.0.0.1:1";

    [LinuxFact(Timeout = 60_000)]
    public async Task Users_Terminated_PrintsASummaryAndExitsWithZero()
    {
        using var users = Start("--agents", Nobody, "--rate", "50");
        var first = await users.StandardOutput.ReadLineAsync();

        using var kill = Process.Start("kill", ["-TERM", users.Id.ToString(CultureInfo.InvariantCulture)]);
        var rest = await users.StandardOutput.ReadToEndAsync();
        await users.WaitForExitAsync();

        Assert.StartsWith("users: 2000 users send 50 calls per second to http://127.0.0.1:1/, seed 1", first);
        var summary = JsonElement.Parse(rest.Trim().Split('\n')[^1]);
        Assert.Equal(0, summary.GetProperty("succeeded").GetInt64());
        Assert.True(summary.GetProperty("endpoints").TryGetProperty("pets", out _));
        Assert.Equal(0, users.ExitCode);
    }

    [LinuxFact(Timeout = 60_000)]
    public async Task Users_ParentGoes_EndBySelf()
    {
        using var parent = Process.Start("sleep", ["60"])!;
        using var users = Start("--agents", Nobody, "--rate", "50", "--parent-pid", parent.Id.ToString(CultureInfo.InvariantCulture));
        await users.StandardOutput.ReadLineAsync();
        Assert.False(users.HasExited);

        parent.Kill();
        await users.WaitForExitAsync();

        Assert.Equal(0, users.ExitCode);
    }

    private static Process Start(params string[] options)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "ControlPlane.Demo.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [program, "users", .. options]) { RedirectStandardOutput = true })!;
    }
}
