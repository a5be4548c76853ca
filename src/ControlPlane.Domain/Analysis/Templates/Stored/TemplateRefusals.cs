namespace ControlPlane.Domain.Analysis.Templates.Stored;

/// <summary>Codes of refusals about stored analysis templates. Stable.</summary>
public static class TemplateRefusals
{
    /// <summary>Name, parameters or checks are not acceptable.</summary>
    public const string Invalid = "analysis_template_invalid";

    /// <summary>There is no template of this name.</summary>
    public const string NotFound = "analysis_template_not_found";

    /// <summary>The template has no version of this number.</summary>
    public const string VersionNotFound = "analysis_template_version_not_found";

    /// <summary>An argument is unknown, missing, or no value of its type.</summary>
    public const string ArgumentInvalid = "analysis_argument_invalid";

    /// <summary>A template of this name exists.</summary>
    public const string Exists = "analysis_template_exists";
}
