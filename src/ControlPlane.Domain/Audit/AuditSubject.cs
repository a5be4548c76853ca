using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Audit;

/// <summary>What kind of thing an audit entry is about.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<AuditSubject>))]
public enum AuditSubject
{
    /// <summary>The control plane itself: its beginning, its backups and what was put back.</summary>
    Installation,

    /// <summary>A registered model: its versions and aliases.</summary>
    Model,

    /// <summary>An inference endpoint: how it answers.</summary>
    Endpoint,

    /// <summary>A rollout: what moved it, and what was refused.</summary>
    Rollout,

    /// <summary>An agent: its membership.</summary>
    Agent,

    /// <summary>A join token.</summary>
    JoinToken,

    /// <summary>A stored analysis template.</summary>
    AnalysisTemplate,

    /// <summary>A reference that drift is measured against.</summary>
    DriftReference,

    /// <summary>What a file said about a thing.</summary>
    Declaration,

    /// <summary>A webhook that is told what happens.</summary>
    Webhook,

    /// <summary>A batch job: its beginning, its end, and what people did to it.</summary>
    BatchJob,

    /// <summary>A key by which tables are signed.</summary>
    SigningKey,

    /// <summary>An API token.</summary>
    ApiToken,

    /// <summary>A person: their membership, their roles and how they sign in.</summary>
    Person,
}
