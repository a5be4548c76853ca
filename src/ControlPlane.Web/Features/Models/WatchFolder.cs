using System.Globalization;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Naming;
using ControlPlane.Mlflow;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Features.Models;

/// <summary>
/// One folder per model, and in it ONNX files and MLflow folders: what is new becomes a version, once. A thing is taken when it is the same at two looks,
/// so that nothing half-written is; what was refused is tried again when it changes. Owned by one loop, not thread-safe.
/// </summary>
public sealed partial class WatchFolder(string root, ImportVersionCommand import, WatchedModels watched, ChangeBell bell, TimeProvider clock, ILogger<WatchFolder> logger)
{
    private static readonly Actor Watcher = new("watch-folder", ChangeWay.Automatic);

    // How each thing looked at the last look, and how it looked when it was taken or refused.
    private readonly Dictionary<string, string> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _settled = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WatchedFailure> _failures = new(StringComparer.Ordinal);

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        var present = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in Things())
        {
            present.Add(path);
            if (NameRule.Check("folder", ModelOf(path)) is { } problem)
                Fail(path, $"Its folder is no model's name: {problem.Problem}; {problem.Remedy}.");
            else if (LookOf(path) is { } look && IsSteady(path, look) && _settled.GetValueOrDefault(path) != look)
                await TakeAsync(path, look, cancellation);
        }

        Forget(present);
        if (watched.Set([.. _failures.Values.OrderBy(f => f.Path, StringComparer.Ordinal)]))
            bell.Ring(ChangeTopic.Models, null);
    }

    // A folder with an MLmodel is one thing: its file alone would come in without what MLmodel says about it.
    private IEnumerable<string> Things() => Directory.EnumerateDirectories(root).SelectMany(folder => MlflowFolder.IsOne(folder)
        ? new[] { folder }
        : Directory.EnumerateFiles(folder, "*.onnx").Concat(Directory.EnumerateDirectories(folder).Where(MlflowFolder.IsOne))).Order(StringComparer.Ordinal);

    // An MLflow folder may be a model's only version, and then is the model's folder itself.
    private string ModelOf(string path) => Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar)[0];

    private bool IsSteady(string path, string look)
    {
        var isSteady = _seen.GetValueOrDefault(path) == look;
        _seen[path] = look;
        return isSteady;
    }

    // Length and time of every file: whatever is still being written changes one of them.
    private static string? LookOf(string path)
    {
        try
        {
            var files = Directory.Exists(path) ? new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories) : [new FileInfo(path)];
            return string.Join('|', files.OrderBy(f => f.FullName, StringComparer.Ordinal).Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.FullName}:{f.Length}:{f.LastWriteTimeUtc.Ticks}")));
        }
        catch (IOException)
        {
            // Gone or moved while it was looked at: the next look tells.
            return null;
        }
    }

    private async Task TakeAsync(string path, string look, CancellationToken cancellation)
    {
        var model = ModelOf(path);
        var outcome = await import.RunAsync(new ImportVersionRequest(model, path, "", []), Watcher, cancellation);
        if (outcome.Refusal is { } refusal)
        {
            Fail(path, refusal.Sentence);
            LogRefused(Path.GetRelativePath(root, path), refusal.Code, refusal.Sentence);
            // What may be otherwise at the next look is tried again then.
            if (refusal.Code != ImportRefusals.Unreadable)
                _settled[path] = look;
            return;
        }

        _settled[path] = look;
        _failures.Remove(path);
        if (outcome.Value.IsNew)
            LogTaken(Path.GetRelativePath(root, path), outcome.Value.Version.Number, model);
    }

    private void Fail(string path, string sentence)
    {
        if (_failures.GetValueOrDefault(path)?.Sentence != sentence)
            _failures[path] = new WatchedFailure(Path.GetRelativePath(root, path), sentence, clock.GetUtcNow());
    }

    private void Forget(HashSet<string> present)
    {
        foreach (var gone in _seen.Keys.Concat(_failures.Keys).Where(p => !present.Contains(p)).Distinct().ToList())
        {
            _seen.Remove(gone);
            _settled.Remove(gone);
            _failures.Remove(gone);
        }
    }

    [LoggerMessage(1020, LogLevel.Information, "{Path} in the watch folder is version {Number} of model {Model}.")]
    private partial void LogTaken(string path, int number, string model);

    [LoggerMessage(1030, LogLevel.Warning, "{Path} in the watch folder was not taken ({Code}): {Sentence}")]
    private partial void LogRefused(string path, string code, string sentence);
}
