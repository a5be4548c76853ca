using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Web.Features.Models;

/// <summary>Which files of this machine a caller may import: those below one folder, and nothing through a link out of it.</summary>
internal static class ImportPath
{
    /// <summary>The full path.</summary>
    /// <returns>Refusal: <see cref="ImportRefusals.Unreadable"/>.</returns>
    public static Outcome<string> Resolve(string? root, string path)
    {
        if (root is null)
            return Refusal.OfField(ImportRefusals.Unreadable, "path", "cannot be imported: this control plane has no import folder", "set ModelSources:ImportFolder, or push the file");
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        var full = Path.GetFullPath(Path.Combine(folder, path));
        var isBelow = full.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return isBelow && !GoesThroughLink(full, folder)
            ? full
            : Refusal.OfField(ImportRefusals.Unreadable, "path", $"is '{path}', which is not below the import folder", "name a file below it, relative to it");
    }

    private static bool GoesThroughLink(string path, string folder)
    {
        for (var at = path; at.Length > folder.Length; at = Path.GetDirectoryName(at)!)
        {
            if (new FileInfo(at).LinkTarget is not null)
                return true;
        }

        return false;
    }
}
