namespace ControlPlane.Contracts.Routing;

/// <summary>Why an agent refuses a table or a version. Stable: stored, shown and tested by name.</summary>
public static class RefusalCodes
{
    /// <summary>The table was made by another installation than the one the agent joined.</summary>
    public const string WrongCluster = "wrong_cluster";

    /// <summary>The table was made for another pool than the one the agent is in.</summary>
    public const string WrongPool = "wrong_pool";

    /// <summary>The table's epoch is lower than one already accepted.</summary>
    public const string StaleEpoch = "stale_epoch";

    /// <summary>The table's revision is not higher than the one in force.</summary>
    public const string StaleVersion = "stale_version";

    /// <summary>The document has a form, field value or schema version this build does not know.</summary>
    public const string SchemaUnsupported = "schema_unsupported";

    /// <summary>The table names a variant, version or stable variant that it does not define.</summary>
    public const string UnresolvedReference = "unresolved_reference";

    /// <summary>Bytes do not have the digest they were announced with.</summary>
    public const string DigestMismatch = "digest_mismatch";

    /// <summary>No key of the installation signed the table, or the agent does not know the key yet.</summary>
    public const string BadSignature = "bad_signature";

    /// <summary>A model file could not be fetched.</summary>
    public const string ArtefactUnreachable = "artefact_unreachable";

    /// <summary>The runtime cannot load or run the model.</summary>
    public const string ModelRejected = "model_rejected";

    /// <summary>The model answers a golden input otherwise than expected.</summary>
    public const string GoldenMismatch = "golden_mismatch";

    /// <summary>The disk has no room for a model file or the table.</summary>
    public const string InsufficientDisk = "insufficient_disk";

    /// <summary>Memory does not suffice beside what is being served.</summary>
    public const string InsufficientMemory = "insufficient_memory";

    /// <summary>Something unforeseen; the agent's log has it.</summary>
    public const string Internal = "internal";
}
