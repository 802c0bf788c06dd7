;;; emacs-session.el --- A debug session in Emacs, driven without a user  -*- lexical-binding: t; -*-

;; Loaded by emacs.test.ts into a real Emacs with the real dap-mode. What the editor itself knows after every
;; step (the session's frame, the buffer and line that are shown, its breakpoints) is written to a file as JSON.
;;
;; Environment: SESSION_SETUP, the user's Lisp (the blocks of docs/editors.md); SESSION_ADAPTER; SESSION_PLAN, a
;; JSON file with the launch configuration and the breakpoint; SESSION_RESULT, where to write.

(package-initialize)
(setq stm32-debug-adapter (getenv "SESSION_ADAPTER"))
(load (getenv "SESSION_SETUP") nil t)

(defvar session-plan
  (let ((json-object-type 'plist)) (json-read-file (getenv "SESSION_PLAN"))))
(defvar session-states nil "What was seen, latest first.")
(defconst session-limit-s 60 "Longest time for one step.")

(defun session-wait (what ready)
  "Run the event loop until READY returns non-nil; WHAT is for the message when it never does."
  (let ((deadline (+ (float-time) session-limit-s)))
    (while (not (funcall ready))
      (when (> (float-time) deadline)
        (error "No %s within %d s: %S" what session-limit-s
               (and (dap--cur-session) (dap--debug-session-state (dap--cur-session)))))
      (accept-process-output nil 0.02))))

(defun session-frame ()
  "The frame that the client shows, nil while the target runs."
  (and (dap--cur-session) (dap--debug-session-active-frame (dap--cur-session))))

(defun session-note (step &rest more)
  "Write down what the editor shows after STEP; MORE is a plist."
  (push (append (list :step step
                      :function (and (session-frame) (gethash "name" (session-frame)))
                      :frameLine (and (session-frame) (gethash "line" (session-frame)))
                      :file (and buffer-file-name (file-name-nondirectory buffer-file-name))
                      :line (line-number-at-pos)
                      :state (symbol-name (dap--debug-session-state (dap--cur-session))))
                more)
        session-states))

(defun session-stop-after (step command)
  "Run the client's COMMAND and wait for the next stop; the stop is written down as STEP."
  (call-interactively command)
  (session-wait (format "stop after %s" step) #'session-frame)
  (session-note step))

(defun session-locals ()
  "Names and values of the innermost frame, through the client's own requests."
  (let* ((frame (gethash "id" (session-frame)))
         (scopes (gethash "scopes" (dap-request (dap--cur-session) "scopes" :frameId frame)))
         (reference (gethash "variablesReference" (elt scopes 0)))
         (body (dap-request (dap--cur-session) "variables" :variablesReference reference)))
    (mapcar (lambda (variable)
              (format "%s=%s" (gethash "name" variable) (gethash "value" variable)))
            (gethash "variables" body))))

(defun session-verified ()
  "Whether each breakpoint of the session is verified, as the client keeps it."
  (let (all)
    (maphash (lambda (_file breakpoints)
               (seq-do (lambda (each) (push (eq t (gethash "verified" each)) all)) breakpoints))
             (dap--debug-session-breakpoints (dap--cur-session)))
    (vconcat (mapcar (lambda (is) (if is t :json-false)) all))))

(defun session-run ()
  "Everything, from the breakpoint to the end."
  (find-file (plist-get session-plan :file))
  (goto-char (point-min))
  (forward-line (1- (plist-get session-plan :line)))
  (dap-breakpoint-add)
  (goto-char (point-min))
  (dap-debug (copy-sequence (plist-get session-plan :configuration)))
  (session-wait "stop at the entry" #'session-frame)
  (session-wait "configuration done"
                (lambda () (eq 'running (dap--debug-session-state (dap--cur-session)))))
  (session-note "launch" :verified (session-verified))
  (session-stop-after "continue" #'dap-continue)
  (session-note "variables" :locals (vconcat (session-locals)))
  (session-stop-after "next" #'dap-next)
  (let* ((session (dap--cur-session)) (process (dap--debug-session-proc session)))
    (call-interactively #'dap-disconnect)
    ;; The client marks it when it has seen the adapter's process end.
    (session-wait "end of the session"
                  (lambda () (eq 'terminated (dap--debug-session-state session))))
    (session-note "disconnect" :adapter (symbol-name (process-status process)))))

(let ((failure (condition-case problem (progn (session-run) nil)
                 (error (error-message-string problem)))))
  (with-temp-file (getenv "SESSION_RESULT")
    (insert (json-encode (list :failure failure :states (vconcat (reverse session-states))))))
  (kill-emacs (if failure 1 0)))
