using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ControlPlane.AgentHost.Artifacts;

/// <summary>
/// A small document beside a file that never changes under its name: what was found out about it once holds for good.
/// One that cannot be read or written costs finding out again, nothing else. Immutable.
/// </summary>
/// <param name="suffix">What is put behind the file's name.</param>
/// <param name="type">How it is written.</param>
internal sealed class NoteFile<T>(string suffix, JsonTypeInfo<T> type)
    where T : class
{
    private const int Longest = 16 * 1024;

    /// <summary>Null when nothing readable is there.</summary>
    public T? Read(IDisk disk, string path)
    {
        try
        {
            var content = DurableFile.ReadAll(disk, path + suffix, Longest);
            return content is null ? null : JsonSerializer.Deserialize(content, type);
        }
        catch (Exception e) when (e is JsonException || DiskErrors.IsDisk(e))
        {
            return null;
        }
    }

    /// <summary>Notes it for the next start.</summary>
    public void Write(IDisk disk, string path, T note)
    {
        try
        {
            DurableFile.Replace(disk, path + suffix, JsonSerializer.SerializeToUtf8Bytes(note, type));
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            // A full or read-only disk: what the note is about goes on nevertheless.
        }
    }
}
