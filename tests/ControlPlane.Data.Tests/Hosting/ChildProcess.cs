using System.Diagnostics;

namespace ControlPlane.Data.Tests.Hosting;

/// <summary>This assembly as a second process, killed at the latest with the test.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    public ChildProcess(string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath ?? "dotnet")
        {
            ArgumentList = { "exec", "--runtimeconfig", ConfigOf("runtimeconfig.json"), "--depsfile", ConfigOf("deps.json"), typeof(ChildProcess).Assembly.Location, folder },
            RedirectStandardOutput = true,
        };
        if (!Path.GetFileNameWithoutExtension(start.FileName).Equals("dotnet", StringComparison.Ordinal))
            start.FileName = "dotnet";
        _process = Process.Start(start) ?? throw new InvalidOperationException("The second process did not start.");
    }

    public StreamReader Output => _process.StandardOutput;

    /// <summary>Kills the process without warning and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static string ConfigOf(string extension) => Path.ChangeExtension(typeof(ChildProcess).Assembly.Location, extension);
}
