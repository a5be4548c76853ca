using System.Diagnostics;
using System.Globalization;
using ControlPlane.Demo.Users;
using ControlPlane.TestKit.Time;

namespace ControlPlane.Demo.Tests.Users;

public sealed class ParentProcessTests
{
    [Fact]
    public void IsAlive_ThisProcess_IsTrue()
    {
        Assert.True(ParentProcess.IsAlive(Environment.ProcessId));
    }

    [LinuxFact]
    public async Task IsAlive_EndedProcess_IsFalse()
    {
        using var process = Start("exit 0");
        await process.WaitForExitAsync();

        Assert.False(ParentProcess.IsAlive(process.Id));
    }

    [LinuxFact(Timeout = 30_000)]
    public async Task IsAlive_EndedProcessThatNobodyCollected_IsFalse()
    {
        using var negligent = Start("sleep 60 & echo $!; exec sleep 60");
        var child = int.Parse(await negligent.StandardOutput.ReadLineAsync() ?? "", CultureInfo.InvariantCulture);
        Assert.True(ParentProcess.IsAlive(child));

        Process.GetProcessById(child).Kill();
        while (ParentProcess.IsAlive(child))
            await Task.Yield();

        Assert.True(Directory.Exists($"/proc/{child}"));
        negligent.Kill();
    }

    [LinuxFact(Timeout = 30_000)]
    public async Task WhenGoneAsync_ProcessEnds_EndsAtTheNextLook()
    {
        var time = new ManualTimeProvider();
        using var process = Start("exec sleep 60");
        var gone = new ParentProcess(process.Id, time).WhenGoneAsync(CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(gone.IsCompleted);

        process.Kill();
        await process.WaitForExitAsync();
        while (!gone.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await gone;
    }

    private static Process Start(string script) =>
        Process.Start(new ProcessStartInfo("sh", ["-c", script]) { RedirectStandardOutput = true })!;
}
