namespace ControlPlane.Data.Tests.Artifacts;

/// <summary>A file on a disk with little room.</summary>
internal sealed class FullDiskStream(string path, int room) : FileStream(path, FileMode.CreateNew, FileAccess.Write)
{
    private int _room = room;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _room -= buffer.Length;
        if (_room < 0)
            throw new IOException("No space left on device");
        await base.WriteAsync(buffer, cancellationToken);
    }
}
