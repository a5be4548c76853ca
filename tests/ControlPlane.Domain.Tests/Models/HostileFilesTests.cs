using System.Diagnostics;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.Domain.Tests.Models;

/// <summary>The corpus of hostile files against the reader that every upload meets first.</summary>
public sealed class HostileFilesTests
{
    private const long MostBytes = 50 << 20;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    public static TheoryData<string> Names() => [.. HostileFiles.All.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_HostileFile_IsRefusedQuicklyAndInLittleMemory(string name)
    {
        var file = HostileFiles.All.Single(f => f.Name == name).File;
        var (before, startedAt) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());

        var refusal = OnnxModelReaderTests.Read(file).Refusal;

        Assert.NotNull(refusal);
        Assert.InRange(Stopwatch.GetElapsedTime(startedAt), TimeSpan.Zero, Longest);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
    }

    [Fact]
    public void Read_HonestFile_IsTaken() => Assert.True(OnnxModelReaderTests.Read(OnnxModels.AddConstant(1)).IsAccepted);
}
