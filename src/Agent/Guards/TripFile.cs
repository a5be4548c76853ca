using System.Text.Json;
using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Hosting;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Guards;

/// <summary>Keeps the trips in force across restarts. One owner at a time.</summary>
internal sealed class TripFile
{
    private const int MaximumBytes = 1 << 20;

    private readonly IDisk _disk;
    private readonly string _path;

    /// <summary>The file of a data folder.</summary>
    public TripFile(IDisk disk, string dataFolder)
    {
        _disk = disk;
        var folder = Path.Combine(dataFolder, "guards");
        _path = Path.Combine(folder, "trips.json");
        _disk.CreateFolder(folder);
    }

    /// <summary>What was kept; none when nothing was.</summary>
    /// <returns>Refusal: <c>trips_unreadable</c>.</returns>
    public Outcome<IReadOnlyList<TripReport>> Load()
    {
        try
        {
            var content = DurableFile.ReadAll(_disk, _path, MaximumBytes);
            return content is null ? new List<TripReport>() : new List<TripReport>(JsonSerializer.Deserialize(content, AgentJsonContext.Default.TripReportArray) ?? []);
        }
        catch (Exception e) when (e is JsonException || DiskErrors.IsDisk(e))
        {
            return new Refusal("trips_unreadable", $"{_path}: {e.Message}");
        }
    }

    /// <summary>Keeps these trips in place of those before.</summary>
    /// <returns>Null, or why they could not be kept; serving is not affected.</returns>
    public Refusal? Save(IReadOnlyList<TripReport> trips)
    {
        try
        {
            if (trips.Count == 0)
                _disk.Delete(_path);
            else
                DurableFile.Replace(_disk, _path, JsonSerializer.SerializeToUtf8Bytes([.. trips], AgentJsonContext.Default.TripReportArray));
            return null;
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            return new Refusal("trips_not_kept", e.Message);
        }
    }
}
