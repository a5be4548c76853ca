using System.ComponentModel.DataAnnotations;
using System.Net;

namespace ControlPlane.Web.Features.Outbound;

/// <summary>Reads a setting that allows private addresses: host names, addresses and networks such as <c>10.1.0.0/16</c>, separated by semicolons. Stateless.</summary>
internal static class AllowedAddresses
{
    public static IReadOnlyList<string> Read(string setting) => setting.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public static IEnumerable<ValidationResult> Check(string setting, string name) => Read(setting)
        .Where(e => e.Contains('/', StringComparison.Ordinal) ? !IPNetwork.TryParse(e, out _) : Uri.CheckHostName(e) == UriHostNameType.Unknown)
        .Select(entry => new ValidationResult($"'{entry}' is no host name, address or network", [name]));
}
