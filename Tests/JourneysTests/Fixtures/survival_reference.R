# Writes SurvivalReference.swift: Kaplan-Meier estimates of R's survival package.
#
# Run as `Rscript survival_reference.R CDNOW_master.txt > SurvivalReference.swift`. Durations of 6-MP: Freireich et al.
# (1963), as in Kalbfleisch and Prentice. CDNOW: purchases of 23,570 customers, Fader and Hardie (2001).

suppressMessages(library(survival))
options(digits = 17)

numbers <- function(x) paste0("[", paste(ifelse(is.na(x), "nil", formatC(x, digits = 17, format = "g", flag = "#")), collapse = ", "), "]")
whole <- function(x) paste0("[", paste(x, collapse = ", "), "]")

estimate <- function(name, times, d, lapsed) {
  fit <- survfit(Surv(d, lapsed) ~ 1, conf.type = "log-log", conf.int = 0.95)
  # Just before a time: nothing happens between two whole days.
  at <- summary(fit, times = times - 0.5, extend = TRUE)
  bound <- function(x) ifelse(at$surv %in% c(0, 1), NA, x)
  cat(sprintf("  static let %s = Estimate(\n", name))
  cat("    times: ", whole(times), ",\n", sep = "")
  cat("    survival: ", numbers(at$surv), ",\n", sep = "")
  cat("    standardErrors: ", numbers(at$std.err), ",\n", sep = "")
  cat("    low: ", numbers(bound(at$lower)), ",\n", sep = "")
  cat("    high: ", numbers(bound(at$upper)), ")\n", sep = "")
}

cat("// Written by survival_reference.R, which names the sources.\nenum SurvivalReference {\n")
cat("  struct Estimate {\n    let times: [Double]\n    let survival, standardErrors: [Double]\n    let low, high: [Double?]\n  }\n\n")

d <- c(6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35)
l <- c(1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0)
cat("  static let durations6MP: [Double] = ", whole(d), "\n", sep = "")
cat("  static let lapsed6MP = ", whole(ifelse(l == 1, "true", "false")), "\n\n", sep = "")
cat("  /// Just before the times named.\n")
estimate("mp6", c(6, 7, 8, 11, 14, 17, 23, 24, 35), d, l)

# Every purchase is a contact; a silence of more than 180 days is a lapse, dated at the purchase before it.
purchases <- read.table(commandArgs(TRUE)[1], header = TRUE, colClasses = c("character", "character", "numeric", "numeric"))
day <- as.integer(as.Date(purchases[[2]], "%Y%m%d"))
day <- day - min(day)
window <- 180
last <- max(day) - window
found <- lapply(split(day, purchases[[1]]), function(x) {
  x <- sort(x)
  if (x[1] > last) return(NULL)
  gap <- which(diff(x) > window)
  final <- if (length(gap)) x[gap[1]] else x[length(x)]
  if (final < last) c(final - x[1], 1) else c(last - x[1], 0)
})
found <- do.call(rbind, found)
counts <- aggregate(rep(1L, nrow(found)), list(d = found[, 1], l = found[, 2]), sum)
counts <- counts[order(counts$d, -counts$l), ]
cat("\n  /// Duration in days, lapsed (1) or censored (0), customers.\n")
cat("  static let purchases: [[Int]] = [\n    ")
cat(paste0("[", counts$d, ",", counts$l, ",", counts$x, "]", collapse = ", "))
cat("\n  ]\n\n  /// Just before the ends of periods of 30 days.\n")
estimate("cdnow", 30 * 1:12, found[, 1], found[, 2])
cat("}\n")
