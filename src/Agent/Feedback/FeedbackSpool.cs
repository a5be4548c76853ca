using System.Globalization;
using System.Text.Json;
using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Hosting;
using ControlPlane.Contracts.Feedback;

namespace ControlPlane.AgentHost.Feedback;

/// <summary>The files that keep waiting feedback: numbered, append-only, each removed when all its items were passed on. One owner.</summary>
internal sealed class FeedbackSpool
{
    private const int FileItems = 1_000;
    private const string Extension = ".feedback";

    private readonly IDisk _disk;
    private readonly string _folder;
    private readonly ILogger<FeedbackSpool> _logger;
    private readonly Dictionary<int, int> _waitingByFile = [];
    private int _file;
    private int _writtenToFile = FileItems;

    /// <summary>The spool of a data folder.</summary>
    public FeedbackSpool(IDisk disk, string dataFolder, ILogger<FeedbackSpool> logger)
    {
        _disk = disk;
        _folder = Path.Combine(dataFolder, "feedback");
        _logger = logger;
        disk.CreateFolder(_folder);
    }

    /// <summary>What an earlier run left, oldest first.</summary>
    public IReadOnlyList<QueuedFeedback> Recover()
    {
        var left = new List<QueuedFeedback>();
        foreach (var path in _disk.FilesIn(_folder).Where(p => Path.GetExtension(p) == Extension))
        {
            if (!int.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var file))
                continue;

            _file = Math.Max(_file, file);
            var items = Read(path);
            if (items.Count == 0)
            {
                DurableFile.TryDelete(_disk, path);
                continue;
            }

            _waitingByFile[file] = items.Count;
            left.AddRange(items.Select(item => new QueuedFeedback(item) { File = file }));
        }

        return left;
    }

    /// <summary>Writes items; false when the disk does not take them and they stay in memory only.</summary>
    public bool Append(IReadOnlyList<QueuedFeedback> queued)
    {
        // A new file also after a failure: what the torn one holds behind the tear cannot be read.
        if (_writtenToFile >= FileItems)
        {
            _file++;
            _writtenToFile = 0;
        }

        try
        {
            using var file = _disk.Append(PathOf(_file));
            FeedbackItem[] items = [.. queued.Select(q => q.Item)];
            file.Write(RecordFraming.Frame(JsonSerializer.SerializeToUtf8Bytes(items, AgentJsonContext.Default.FeedbackItemArray)));
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            _writtenToFile = FileItems;
            _logger.FeedbackNotSaved(queued.Count, e.Message);
            return false;
        }

        foreach (var item in queued)
            item.File = _file;
        _writtenToFile += queued.Count;
        _waitingByFile[_file] = _waitingByFile.GetValueOrDefault(_file) + queued.Count;
        return true;
    }

    /// <summary>An item was passed on; the last one takes its file with it.</summary>
    public void Settle(QueuedFeedback queued)
    {
        if (!_waitingByFile.TryGetValue(queued.File, out var waiting))
            return;
        if (waiting > 1)
        {
            _waitingByFile[queued.File] = waiting - 1;
            return;
        }

        _waitingByFile.Remove(queued.File);
        DurableFile.TryDelete(_disk, PathOf(queued.File));
        if (queued.File == _file)
            _writtenToFile = FileItems;
    }

    private List<FeedbackItem> Read(string path)
    {
        var items = new List<FeedbackItem>();
        try
        {
            foreach (var payload in RecordFraming.Read(DurableFile.ReadAll(_disk, path, int.MaxValue) ?? []))
                items.AddRange(JsonSerializer.Deserialize(payload.Span, AgentJsonContext.Default.FeedbackItemArray) ?? []);
        }
        catch (Exception e) when (DiskErrors.IsDisk(e) || e is JsonException)
        {
            _logger.FeedbackUnreadable(path, e.Message);
        }

        return items;
    }

    private string PathOf(int file) => Path.Combine(_folder, file.ToString("D8", CultureInfo.InvariantCulture) + Extension);
}
