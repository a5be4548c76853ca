namespace ControlPlane.Web.Features.Access;

/// <summary>What a browser calls itself, as people call it. A hint to recognise one's own, never believed. Stateless.</summary>
internal static class ClientText
{
    private static readonly (string Mark, string Word)[] Browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("HeadlessChrome/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl")];

    private static readonly (string Mark, string Word)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux")];

    /// <summary>Browser and system, such as "Firefox on Linux".</summary>
    public static string Of(string client)
    {
        var (browser, system) = (Find(Browsers, client), Find(Systems, client));
        return browser is null ? "A program" : system is null ? browser : $"{browser} on {system}";
    }

    private static string? Find((string Mark, string Word)[] known, string client) =>
        known.Where(k => client.Contains(k.Mark, StringComparison.Ordinal)).Select(k => k.Word).FirstOrDefault();
}
