using System.Text.Json;
using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Hosting;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>
/// The files that keep harvests across a death of the process. Nothing is synced: a power cut may cost what the kernel held.
/// One owner.
/// </summary>
internal sealed class TelemetrySpool : IDisposable
{
    private readonly IDisk _disk;
    private readonly string _folder;
    private readonly ILogger<TelemetrySpool> _logger;
    private IDiskFile? _open;
    private SegmentName? _openName;

    /// <summary>The spool of a data folder.</summary>
    public TelemetrySpool(IDisk disk, string dataFolder, ILogger<TelemetrySpool> logger)
    {
        _disk = disk;
        _folder = Path.Combine(dataFolder, "telemetry");
        _logger = logger;
        disk.CreateFolder(_folder);
    }

    /// <summary>Segments that earlier boots left, oldest first; removes those that a folded one replaces.</summary>
    public IReadOnlyList<SegmentName> Recover()
    {
        var names = new List<SegmentName>();
        foreach (var file in _disk.FilesIn(_folder))
        {
            if (SegmentName.TryParse(file, out var name))
                names.Add(name);
            else
                DurableFile.TryDelete(_disk, file);
        }

        foreach (var replaced in names.Where(n => names.Exists(other => other.Replaces(n))).ToList())
        {
            names.Remove(replaced);
            Delete(replaced);
        }

        return [.. names.OrderBy(n => n.BootId, StringComparer.Ordinal).ThenBy(n => n.First)];
    }

    /// <summary>Length of a segment's file; 0 when there is none.</summary>
    public long LengthOf(SegmentName name) => _disk.LengthOf(PathOf(name)) ?? 0;

    /// <summary>Adds a record to the end of a segment; false when the disk does not take it.</summary>
    public bool Append(SegmentName name, SpoolRecord record)
    {
        try
        {
            if (_openName != name)
            {
                Close();
                _open = _disk.Append(PathOf(name));
                _openName = name;
            }

            _open!.Write(Framed(record));
            return true;
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            Close();
            _logger.SpoolFailed(e.Message);
            return false;
        }
    }

    /// <summary>Every whole record of a segment; empty when its file cannot be read.</summary>
    public IReadOnlyList<SpoolRecord> Read(SegmentName name)
    {
        try
        {
            var file = DurableFile.ReadAll(_disk, PathOf(name), int.MaxValue) ?? [];
            return [.. RecordFraming.Read(file).Select(Parse).OfType<SpoolRecord>()];
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            _logger.SpoolFailed(e.Message);
            return [];
        }
    }

    /// <summary>Puts one segment in the place of several; false when the disk does not take it and the old ones stay.</summary>
    public bool Replace(IReadOnlyList<SegmentName> replaced, SegmentName by, SpoolRecord record)
    {
        var temporary = PathOf(by) + DurableFile.TemporarySuffix;
        try
        {
            Close();
            using (var file = _disk.Create(temporary))
                file.Write(Framed(record));
            _disk.Rename(temporary, PathOf(by));
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            DurableFile.TryDelete(_disk, temporary);
            _logger.SpoolFailed(e.Message);
            return false;
        }

        foreach (var name in replaced)
            Delete(name);
        return true;
    }

    /// <summary>Notes on the disk that buckets of a segment go out; answers the name from now on.</summary>
    public SegmentName MarkSent(SegmentName name)
    {
        var marked = name with { IsSent = true };
        try
        {
            if (!name.IsSent && _disk.LengthOf(PathOf(name)) is not null)
                _disk.Rename(PathOf(name), PathOf(marked));
            if (_openName == name)
                _openName = marked;
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            // Without the mark a restart might fold what is committed; without the file it cannot.
            Delete(name);
            _logger.SpoolFailed(e.Message);
        }

        return marked;
    }

    /// <summary>Removes a segment's file; false when it is still there.</summary>
    public bool Delete(SegmentName name)
    {
        if (_openName == name)
            Close();
        DurableFile.TryDelete(_disk, PathOf(name));
        return _disk.LengthOf(PathOf(name)) is null;
    }

    /// <inheritdoc />
    public void Dispose() => Close();

    private string PathOf(SegmentName name) => Path.Combine(_folder, name.FileName);

    private static byte[] Framed(SpoolRecord record) =>
        RecordFraming.Frame(JsonSerializer.SerializeToUtf8Bytes(record, AgentJsonContext.Default.SpoolRecord));

    private SpoolRecord? Parse(ReadOnlyMemory<byte> payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload.Span, AgentJsonContext.Default.SpoolRecord);
        }
        catch (JsonException e)
        {
            // Written by another release.
            _logger.SpoolFailed(e.Message);
            return null;
        }
    }

    private void Close()
    {
        _open?.Dispose();
        _open = null;
        _openName = null;
    }
}
