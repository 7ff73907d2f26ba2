package io.orbweaver.job;

import io.orbweaver.job.field.FieldReader;
import io.orbweaver.job.spec.JobSpecReader;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The conditions on the jobs of a list; all must hold.
 *
 * @param state only jobs in this state, or null for all
 * @param owner only this one's jobs, or null for all owners
 * @param labels only jobs with each of these labels, as {@code name:value}; a name may have colons itself
 */
public record JobQuery(@Nullable JobState state, @Nullable String owner, List<String> labels) {

    /** Jobs with a larger label do not exist, see {@link JobSpecReader}: name, colon, value. */
    public static final int LABEL_MAX = JobSpecReader.LABEL_NAME_MAX + 1 + JobSpecReader.LABEL_VALUE_MAX;
    /** No job has more labels than that. */
    public static final int LABELS_MAX = JobSpecReader.LABELS_MAX;

    public JobQuery {
        labels = List.copyOf(labels);
    }

    /** Whether a text is the form of a label: a name, a colon and a value, which may be empty. */
    public static boolean isLabel(String text) {
        return text.indexOf(':') > 0 && FieldReader.chars(text) <= LABEL_MAX;
    }

    /** Whether a job has all of the labels. */
    boolean hasLabels(Job job) {
        Map<String, String> own = job.spec().labels();
        return labels.stream()
                .allMatch(label ->
                        own.entrySet().stream().anyMatch(entry -> isJoined(label, entry.getKey(), entry.getValue())));
    }

    private static boolean isJoined(String label, String name, String value) {
        return label.length() == name.length() + 1 + value.length()
                && label.startsWith(name)
                && label.charAt(name.length()) == ':'
                && label.endsWith(value);
    }
}
