namespace ControlPlane.Domain.Drift;

/// <summary>Codes of refusals about data that a drift reference is frozen from. Stable.</summary>
public static class ReferenceRefusals
{
    /// <summary>No feature of the data can be frozen.</summary>
    public const string Empty = "reference_empty";

    /// <summary>A feature has too few rows.</summary>
    public const string TooSmall = "reference_too_small";

    /// <summary>A feature has no value in any row.</summary>
    public const string WithoutValues = "reference_without_values";

    /// <summary>The table names no columns, or has no row.</summary>
    public const string TableEmpty = "table_empty";

    /// <summary>The names of the table's columns do not fit the model.</summary>
    public const string ColumnsWrong = "table_columns_wrong";

    /// <summary>A row of the table has another number of values, or a value that does not fit its column.</summary>
    public const string RowWrong = "table_row_wrong";

    /// <summary>The table is no UTF-8.</summary>
    public const string EncodingWrong = "table_encoding_wrong";

    /// <summary>A line of the table is longer than it may be.</summary>
    public const string LineTooLong = "table_line_too_long";
}
