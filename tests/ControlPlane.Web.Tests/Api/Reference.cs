using System.Text;

namespace ControlPlane.Web.Tests.Api;

/// <summary>Pages under docs/reference that are made from the product; <c>ACCEPT_GOLDEN=1</c> writes them anew.</summary>
internal static class Reference
{
    public static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "ControlPlane.sln")))
                folder = folder.Parent ?? throw new DirectoryNotFoundException("There is no repository above the tests.");
            return folder.FullName;
        }
    }

    public static string PathOf(string name) => Path.Combine(Repository, "docs", "reference", name);

    public static async Task CheckAsync(string name, string actual)
    {
        if (Environment.GetEnvironmentVariable("ACCEPT_GOLDEN") == "1")
            await File.WriteAllTextAsync(PathOf(name), actual, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

        Assert.Equal(await File.ReadAllTextAsync(PathOf(name)), actual);
    }
}
