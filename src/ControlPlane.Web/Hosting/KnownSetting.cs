using System.Reflection;
using System.Text.RegularExpressions;

namespace ControlPlane.Web.Hosting;

/// <summary>One setting and what it is set to. Immutable.</summary>
/// <param name="Key">Its name in files and flags, such as <c>Data:Backup:Keep</c>.</param>
/// <param name="Value">As it is written; empty when nothing is set.</param>
/// <param name="Property">What holds it.</param>
internal sealed partial record KnownSetting(string Key, string Value, PropertyInfo Property)
{
    /// <summary>Its name in the environment.</summary>
    public string Variable => VariableOf(Key);

    /// <summary>The name of a key in the environment.</summary>
    public static string VariableOf(string key) => HostSettings.EnvironmentPrefix + key.Replace(":", "__", StringComparison.Ordinal);

    /// <summary>Whether a value must not be shown: by the name of its key, or because it carries a password.</summary>
    public static bool IsSecret(string key, string value) =>
        key.StartsWith($"{AnalysisOptions.SecretsSection}:", StringComparison.OrdinalIgnoreCase) || SecretName().IsMatch(key) || SecretValue().IsMatch(value);

    [GeneratedRegex("(password|passphrase|secret|token|connectionstring|(api|access|private|secret|signing)key)$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"\b(password|pwd)\s*=|://[^/\s:@]+:[^/\s@]+@", RegexOptions.IgnoreCase)]
    private static partial Regex SecretValue();
}
