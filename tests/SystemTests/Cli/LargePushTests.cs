using System.Globalization;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Cli;

/// <summary>A large model on its way: neither side may hold it in memory.</summary>
public sealed class LargePushTests
{
    private const long FileBytes = 500_000_000;
    private const long MemoryBytes = 100_000_000;

    // ModelProto reads unknown fields over: number 1000, length-delimited (protobuf's wire type 2).
    private static readonly byte[] UnknownField = [0xC2, 0x3E];

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Fact]
    [Trait("Fault", "F81")]
    public async Task Push_500Megabytes_KeepsBothSidesFlat()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("large.onnx");
        WriteLarge(path, FileBytes);
        await using var installation = await Installation.StartAsync(agents: 0);
        var server = installation.ControlPlane!.Id;
        // Linux counts the highest use from here on.
        await File.WriteAllTextAsync($"/proc/{server}/clear_refs", "5");
        var before = PeakOf(server);

        // With 64 MB of heap the command line cannot hold the file, whatever it tries.
        await using var push = RunningProgram.StartCommand(
            "env", ["DOTNET_GCHeapHardLimit=0x4000000", "dotnet", ProductFiles.Cli, "models", "push", "large", path, "--server", installation.Address.ToString()]);
        var code = await push.WaitForExitAsync(Limit);

        Assert.True(code == 0, push.Output);
        Assert.Contains("500.0 MB", push.Output, StringComparison.Ordinal);
        Assert.InRange(PeakOf(server) - before, 0, MemoryBytes);
    }

    [Fact]
    public async Task PushAndPull_200MegabytesThroughS3_KeepTheControlPlaneFlatAndAgentsFetchThroughIt()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("large.onnx");
        WriteLarge(path, 200_000_000);
        await using var s3 = await S3Server.StartAsync(folder.Combine("s3"));
        await using var installation = await Installation.StartAsync(
            1, "--Data:S3:Endpoint", s3.Endpoint, "--Data:S3:Bucket", "models", "--Data:S3:AccessKey", "S3RVER", "--Data:S3:SecretKey", "S3RVER");
        var server = installation.ControlPlane!.Id;
        await File.WriteAllTextAsync($"/proc/{server}/clear_refs", "5");
        var before = PeakOf(server);

        await CommandLine.DoAsync(installation, "models", "push", "large", path);
        await CommandLine.DoAsync(installation, "models", "pull", "large", "1", "--output", folder.Combine("again.onnx"));
        var used = PeakOf(server) - before;
        await installation.Api.RegisterAsync("adder", OnnxModels.AddConstant(1));
        await installation.Api.PutEndpointAsync("adder", "adder", 1);
        await installation.WaitUntilConvergedAsync();

        Assert.InRange(used, 0, MemoryBytes);
        Assert.Equal(new FileInfo(path).Length, new FileInfo(folder.Combine("again.onnx")).Length);
        Assert.All(Directory.GetFiles(installation.ControlPlaneFolder, "*", SearchOption.AllDirectories), file => Assert.InRange(new FileInfo(file).Length, 0, MemoryBytes));
        Assert.DoesNotContain("S3RVER", installation.ControlPlane.Output, StringComparison.Ordinal);
    }

    // A sparse file: a small valid model, and a field of zeros that every reader passes over.
    private static void WriteLarge(string path, long bytes)
    {
        using var file = File.Create(path);
        file.Write(OnnxModels.AddConstant(1));
        file.Write(UnknownField);
        var rest = bytes - file.Position - 5;
        for (var left = rest; ; left >>= 7)
        {
            file.WriteByte((byte)(left > 0x7F ? (left & 0x7F) | 0x80 : left));
            if (left <= 0x7F)
                break;
        }

        file.SetLength(file.Position + rest);
    }

    private static long PeakOf(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").Single(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
