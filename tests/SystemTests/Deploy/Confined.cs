using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Deploy;

/// <summary>Programs as the images run them: a user without rights, nothing to write to but one folder.</summary>
internal static class Confined
{
    private const string User = "1654";

    // In a mount namespace of its own: the whole file system is made read-only, except for what is mounted over it, which the folder is.
    private const string Script = """
        mount --make-rprivate / && mount --bind "$0" "$0" && mount -o remount,ro,bind / || exit 90
        exec setpriv --reuid "$1" --regid "$1" --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all -- "${@:2}"
        """;

    /// <summary>Makes a folder that the programs may write to.</summary>
    public static async Task<string> FolderAsync(string path)
    {
        Directory.CreateDirectory(path);
        await using var chown = RunningProgram.StartCommand("chown", [$"{User}:{User}", path]);
        Assert.Equal(0, await chown.WaitForExitAsync(TimeSpan.FromSeconds(10)));
        return path;
    }

    /// <summary>Starts a program that can write to a folder and to nothing else.</summary>
    public static RunningProgram Start(string folder, IReadOnlyDictionary<string, string> variables, params IReadOnlyList<string> command) =>
        RunningProgram.StartCommand("unshare", ["--mount", "--", "bash", "-c", Script, folder, User, "env", "-i", .. variables.Select(v => $"{v.Key}={v.Value}"), .. command], folder);
}
