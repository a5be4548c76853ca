using ControlPlane.AgentHost.Artifacts;

namespace ControlPlane.AgentHost.Requests;

/// <summary>The files of the request log: <c>requests.jsonl</c> is the newest, <c>requests.1.jsonl</c> the one before, and so on; the oldest goes. One owner.</summary>
internal sealed class RequestLogFiles(IDisk disk, string dataFolder)
{
    /// <summary>Files that are kept.</summary>
    public const int Kept = 4;

    /// <summary>A file that is longer is followed by another one, in bytes.</summary>
    public const long Longest = 16 << 20;

    private readonly string _folder = Path.Combine(dataFolder, "requests");

    /// <summary>Adds whole lines.</summary>
    /// <exception cref="IOException">The disk does not take them.</exception>
    public void Append(ReadOnlySpan<byte> lines)
    {
        disk.CreateFolder(_folder);
        if (disk.LengthOf(PathOf(0)) > Longest)
            MoveOn();
        using var file = disk.Append(PathOf(0));
        file.Write(lines);
    }

    private void MoveOn()
    {
        for (var age = Kept - 2; age >= 0; age--)
        {
            if (disk.LengthOf(PathOf(age)) is not null)
                disk.Rename(PathOf(age), PathOf(age + 1));
        }
    }

    private string PathOf(int age) => Path.Combine(_folder, age == 0 ? "requests.jsonl" : $"requests.{age}.jsonl");
}
