using ControlPlane.AgentHost.Artifacts;

namespace ControlPlane.AgentHost.Tests.Fakes;

/// <summary>
/// A disk in memory that counts its changes and can break at any of them: die with the process, be full, or fail to sync.
/// It knows what a power cut would leave: synced bytes under names whose folder was synced.
/// </summary>
internal sealed class MemoryDisk : IDisk
{
    private const int NoSpace = 28;

    private readonly Lock _lock = new();
    private Dictionary<string, Inode> _names = new(StringComparer.Ordinal);
    private Dictionary<string, Inode> _durableNames = new(StringComparer.Ordinal);

    /// <summary>Changes so far: create, write, sync, rename, delete, folder sync.</summary>
    public int Changes { get; private set; }

    /// <summary>What happens at the change of that number, counted from 1, and, but for a torn write, at all later ones.</summary>
    public (int Change, DiskFault Fault)? Fault { get; set; }

    /// <summary>Names of the changes, for messages.</summary>
    public List<string> Log { get; } = [];

    /// <summary>Bytes of a file, to look at or to damage.</summary>
    public byte[] this[string path]
    {
        get => _names[path].Content.ToArray();
        set => _names[path] = new Inode([.. value]) { Synced = [.. value] };
    }

    public IEnumerable<string> Paths => _names.Keys.Order(StringComparer.Ordinal);

    /// <summary>The disk as a new process finds it after the old one was killed.</summary>
    public MemoryDisk AfterKill() => Copy(_names, inode => [.. inode.Content]);

    /// <summary>The disk as a new process finds it after the power was cut: nothing that was not synced.</summary>
    public MemoryDisk AfterPowerCut() => Copy(_durableNames, inode => [.. inode.Synced]);

    public long? LengthOf(string path)
    {
        lock (_lock)
            return _names.TryGetValue(path, out var inode) ? inode.Content.Count : null;
    }

    public Stream OpenRead(string path)
    {
        lock (_lock)
            return _names.TryGetValue(path, out var inode) ? new MemoryStream([.. inode.Content]) : throw new FileNotFoundException(path);
    }

    public IDiskFile Create(string path)
    {
        lock (_lock)
        {
            Change($"create {path}");
            var inode = new Inode([]);
            _names[path] = inode;
            return new MemoryFile(this, path, inode);
        }
    }

    public IDiskFile Append(string path)
    {
        lock (_lock)
        {
            if (!_names.TryGetValue(path, out var inode))
            {
                Change($"create {path}");
                _names[path] = inode = new Inode([]);
            }

            return new MemoryFile(this, path, inode);
        }
    }

    public void Rename(string from, string to)
    {
        lock (_lock)
        {
            Change($"rename {from} to {to}");
            _names[to] = _names[from];
            _names.Remove(from);
        }
    }

    public void Delete(string path)
    {
        lock (_lock)
        {
            if (!_names.ContainsKey(path))
                return;
            Change($"delete {path}");
            _names.Remove(path);
        }
    }

    public void CreateFolder(string path)
    {
    }

    public IReadOnlyList<string> FilesIn(string folder)
    {
        lock (_lock)
            return [.. _names.Keys.Where(p => Path.GetDirectoryName(p) == folder).Order(StringComparer.Ordinal)];
    }

    public void SyncFolder(string folder)
    {
        lock (_lock)
        {
            Change($"sync folder {folder}", isSync: true);
            foreach (var gone in _durableNames.Keys.Where(p => Path.GetDirectoryName(p) == folder && !_names.ContainsKey(p)).ToList())
                _durableNames.Remove(gone);
            foreach (var (path, inode) in _names.Where(n => Path.GetDirectoryName(n.Key) == folder))
                _durableNames[path] = inode;
        }
    }

    private static MemoryDisk Copy(Dictionary<string, Inode> names, Func<Inode, List<byte>> contentOf)
    {
        var copies = names.ToDictionary(n => n.Key, n => new Inode(contentOf(n.Value)) { Synced = contentOf(n.Value) }, StringComparer.Ordinal);
        return new MemoryDisk { _names = copies, _durableNames = new(copies, StringComparer.Ordinal) };
    }

    private void Change(string what, bool isSync = false, Action? half = null)
    {
        Changes++;
        Log.Add(what);
        if (Fault is not { } fault || Changes < fault.Change)
            return;

        switch (fault.Fault)
        {
            case DiskFault.ProcessDies:
                throw new ProcessDiedException();
            case DiskFault.ProcessDiesInTheMiddle:
                half?.Invoke();
                throw new ProcessDiedException();
            case DiskFault.IsFull when what.StartsWith("create", StringComparison.Ordinal) || what.StartsWith("write", StringComparison.Ordinal):
                half?.Invoke();
                throw new IOException("No space left on device", NoSpace);
            case DiskFault.SyncFails when isSync:
                throw new DiskSyncException(what, new IOException("Input/output error", 5));
            case DiskFault.IsReadOnly:
                throw new UnauthorizedAccessException("Read-only file system");
        }
    }

    private sealed class Inode(List<byte> content)
    {
        public List<byte> Content { get; } = content;

        public List<byte> Synced { get; set; } = [];
    }

    private sealed class MemoryFile(MemoryDisk disk, string path, Inode inode) : IDiskFile
    {
        public long Length => inode.Content.Count;

        public void Write(ReadOnlySpan<byte> bytes)
        {
            var content = bytes.ToArray();
            lock (disk._lock)
            {
                disk.Change($"write {path}", half: () => inode.Content.AddRange(content.AsSpan(0, content.Length / 2)));
                inode.Content.AddRange(content);
            }
        }

        public void Sync()
        {
            lock (disk._lock)
            {
                disk.Change($"sync {path}", isSync: true);
                inode.Synced = [.. inode.Content];
            }
        }

        public void Dispose()
        {
        }
    }
}
